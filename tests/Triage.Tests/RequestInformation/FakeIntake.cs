using System.Collections.Concurrent;
using Grpc.Core;
using Referrals.Intake.V1;

namespace Referrals.Triage.Tests.RequestInformation;

/// <summary>Intake as far as Triage asks it for something.</summary>
internal sealed class FakeIntake : IntakeService.IntakeServiceBase
{
    public ConcurrentQueue<RecordInformationRequestRequest> Asked { get; } = new();

    /// <summary>The status to answer with, once.</summary>
    public Status? FailsOnce { get; set; }

    public override Task<RecordInformationRequestResponse> RecordInformationRequest(RecordInformationRequestRequest request, ServerCallContext context)
    {
        Asked.Enqueue(request);
        if (FailsOnce is not { } status)
            return Task.FromResult(new RecordInformationRequestResponse());
        FailsOnce = null;
        throw new RpcException(status);
    }
}
