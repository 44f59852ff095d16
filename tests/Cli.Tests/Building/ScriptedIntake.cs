using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Intake.V1;
using Status = Grpc.Core.Status;

namespace Referrals.Cli.Tests.Building;

/// <summary>Takes submissions, after as many failures as the test asks for.</summary>
internal sealed class ScriptedIntake : IntakeService.IntakeServiceBase
{
    public ConcurrentQueue<SubmitRequest> Submitted { get; } = new();

    public ConcurrentQueue<SubmitManyRequest> Items { get; } = new();

    public ConcurrentQueue<string> Authorizations { get; } = new();

    /// <summary>Calls that fail with UNAVAILABLE before one is taken.</summary>
    public int Outages { get; set; }

    /// <summary>What every submission is refused with.</summary>
    public RpcException? Refusal { get; set; }

    /// <summary>Streams that break after this many items.</summary>
    public int BreakAfter { get; set; } = int.MaxValue;

    public override Task<SubmitResponse> Submit(SubmitRequest request, ServerCallContext context)
    {
        Authorizations.Enqueue(context.RequestHeaders.GetValue("authorization") ?? "");
        Submitted.Enqueue(request);
        if (Outages-- > 0)
            throw new RpcException(new Status(StatusCode.Unavailable, "not just now"));
        if (Refusal is not null)
            throw Refusal;
        return Task.FromResult(new SubmitResponse { Receipt = Receipt(request.Referral) });
    }

    public override async Task SubmitMany(IAsyncStreamReader<SubmitManyRequest> requestStream, IServerStreamWriter<SubmitManyResponse> responseStream, ServerCallContext context)
    {
        var taken = 0;
        await foreach (var item in requestStream.ReadAllAsync(context.CancellationToken))
        {
            if (taken++ >= BreakAfter)
            {
                BreakAfter = int.MaxValue;
                throw new RpcException(new Status(StatusCode.Unavailable, "broken"));
            }

            Items.Enqueue(item);
            await responseStream.WriteAsync(Answer(item));
        }
    }

    private static SubmitManyResponse Answer(SubmitManyRequest item) => item.Referral.AgencyReference == "REFUSED"
        ? new SubmitManyResponse { ItemNumber = item.ItemNumber, Error = new ItemError { Code = (int)StatusCode.AlreadyExists, Reason = "REFERENCE_REUSED", Message = "the reference was used" } }
        : new SubmitManyResponse { ItemNumber = item.ItemNumber, Receipt = Receipt(item.Referral) };

    private static Receipt Receipt(Referral referral) => new()
    {
        ReferralId = "ref-" + referral.AgencyReference,
        AgencyReference = referral.AgencyReference,
        ReceivedAt = new Timestamp { Seconds = 1_700_000_000 },
        ContentSha256 = new string('0', 64),
    };
}
