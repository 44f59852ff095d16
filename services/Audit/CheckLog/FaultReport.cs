using Grpc.Core;
using Referrals.Audit.V1;

namespace Referrals.Audit.CheckLog;

/// <summary>Tells the caller what is wrong, as it is found.</summary>
internal sealed class FaultReport(IServerStreamWriter<CheckLogResponse> responses, CancellationToken cancellationToken)
{
    private const int MostSent = 1000;

    /// <summary>How much was found.</summary>
    public long Count { get; private set; }

    public async Task AddAsync(LogFaultKind kind, string place, string description)
    {
        if (Count++ < MostSent)
            await responses.WriteAsync(new CheckLogResponse { Fault = new LogFault { Kind = kind, Place = place, Description = description } }, cancellationToken);
    }

    public async Task RequireAsync(bool holds, LogFaultKind kind, string place, string otherwise)
    {
        if (!holds)
            await AddAsync(kind, place, otherwise);
    }
}
