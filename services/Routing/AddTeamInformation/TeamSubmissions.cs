using Grpc.Core;
using Referrals.Contracts;
using Referrals.Intake.V1;
using Referrals.Platform.Clients;

namespace Referrals.Routing.AddTeamInformation;

/// <summary>
/// Hands what teams found to Intake, which takes it from Routing's identity only; a process that hosts several services has
/// a client of Intake for each.
/// </summary>
internal sealed class TeamSubmissions(ServiceChannels channels)
{
    private readonly IntakeService.IntakeServiceClient intake = new(channels.Invoker(Topology.Routing, Topology.Intake));

    /// <summary>What is wrong with what the team sent is the team's to know; anything else is not.</summary>
    public async Task<Receipt> SubmitAsync(SubmitForCaseRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return (await intake.SubmitForCaseAsync(request, cancellationToken: cancellationToken)).Receipt;
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied or StatusCode.NotFound or StatusCode.Unimplemented)
        {
            throw new InvalidOperationException($"Intake refused a submission for a case: {exception.StatusCode}", exception);
        }
    }
}
