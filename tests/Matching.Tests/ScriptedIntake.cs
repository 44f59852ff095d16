using System.Collections.Concurrent;
using Grpc.Core;
using Referrals.Intake.V1;

namespace Referrals.Matching.Tests;

/// <summary>Intake as Matching sees it: contents by referral and supplement, a few at a time.</summary>
public sealed class ScriptedIntake : IntakeService.IntakeServiceBase
{
    private const int PerAnswer = 20;
    private readonly ConcurrentDictionary<(string, int), Referral> contents = new();
    private int away;

    /// <summary>Calls so far.</summary>
    public int Calls { get; private set; }

    public void Put(string referralId, int supplement, Referral content) => contents[(referralId, supplement)] = content;

    public void Forget(string referralId) => contents.TryRemove((referralId, 0), out _);

    /// <summary>The next calls find nobody.</summary>
    public void GoAwayFor(int calls) => away = calls;

    public override Task<GetForMatchingResponse> GetForMatching(GetForMatchingRequest request, ServerCallContext context)
    {
        Calls++;
        if (Interlocked.Decrement(ref away) >= 0)
            throw new RpcException(new Status(StatusCode.Unavailable, ""));
        var response = new GetForMatchingResponse();
        response.Contents.AddRange(request.Keys.Take(PerAnswer).Select(key => new MatchingContent
        {
            ReferralId = key.ReferralId,
            Supplement = key.Supplement,
            Content = contents.GetValueOrDefault((key.ReferralId, key.Supplement)),
        }));
        return Task.FromResult(response);
    }
}
