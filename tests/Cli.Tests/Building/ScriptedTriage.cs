using System.Collections.Concurrent;
using Grpc.Core;
using Referrals.Triage.V1;

namespace Referrals.Cli.Tests.Building;

/// <summary>One country case, decided as the test asks.</summary>
internal sealed class ScriptedTriage : TriageService.TriageServiceBase
{
    public const string Case = "cases/case-1/countries/PH";

    public CountryCase CountryCase { get; } = new() { Name = Case, Version = 4 };

    public List<Decision> Decisions { get; } = [];

    public ConcurrentQueue<ClaimRequest> Claims { get; } = new();

    public ConcurrentQueue<AcceptRequest> Accepted { get; } = new();

    /// <summary>What acceptances are refused with, one after another, before one is taken.</summary>
    public Queue<RpcException> Refusals { get; } = new();

    public override Task<GetCaseResponse> GetCase(GetCaseRequest request, ServerCallContext context) =>
        Task.FromResult(new GetCaseResponse { CountryCase = CountryCase, Decisions = { Decisions } });

    public override Task<ClaimResponse> Claim(ClaimRequest request, ServerCallContext context)
    {
        Claims.Enqueue(request);
        CountryCase.Version++;
        return Task.FromResult(new ClaimResponse { Claim = new CaseClaim { ClaimToken = $"token-{Claims.Count}" }, CountryCase = CountryCase });
    }

    public override Task<AcceptResponse> Accept(AcceptRequest request, ServerCallContext context)
    {
        Accepted.Enqueue(request);
        if (Refusals.TryDequeue(out var refusal))
            throw refusal;
        Decisions.Add(new Decision { Kind = DecisionKind.Accepted, DecisionId = "d-1" });
        return Task.FromResult(new AcceptResponse { CountryCase = CountryCase, DecisionId = "d-1" });
    }
}
