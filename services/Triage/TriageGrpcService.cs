using Microsoft.Extensions.Options;
using Referrals.Platform.Clocks;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>The officers' queue over gRPC; each call is in the folder of its feature.</summary>
internal sealed partial class TriageGrpcService(
    Store<TriageDbContext> store,
    Commands<TriageDbContext> commands,
    CaseQueue queue,
    SenderQuestions questions,
    CaseWords words,
    IOptions<TriageOptions> options,
    BusinessClock clock,
    TimeProvider time) : TriageService.TriageServiceBase
{
    /// <summary>Real time, as leases and holds run in it; to the microsecond, which is what the stores keep.</summary>
    private DateTimeOffset Now => Microseconds.Truncate(time.GetUtcNow());
}
