using Grpc.Core;
using Microsoft.Extensions.Options;
using Referrals.Audit.IntegrateLeaves;
using Referrals.Audit.SignCheckpoints;
using Referrals.Audit.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;
using Referrals.TransparencyLog.Trust;

namespace Referrals.Audit.RotateKey;

/// <summary>Rotates the log's key: a new one beside the old, then the new one alone.</summary>
internal sealed class RotateLogKeyHandler(Commands<AuditDbContext> commands, LogKeys keys, IOptions<LogOptions> options)
{
    private const string Holder = "log";

    public Task<RotateLogKeyResponse> HandleAsync(RotateLogKeyRequest request, ServerCallContext context) =>
        commands.RunAsync<RotateLogKeyRequest, RotateLogKeyResponse>(request, context, async (work, caller, token) =>
        {
            await SequencerLease.LockAsync(work.Sql, token);
            var active = await keys.ActiveAsync(work.Sql, token);
            return request.Step switch
            {
                KeyRotationStep.Add when active.Count > 1 => Refusal.FailedPrecondition("ROTATION_UNDER_WAY", "two keys sign already; retire the older one first"),
                KeyRotationStep.Add => await AddAsync(work, caller, active[0], token),
                KeyRotationStep.Retire when active.Count == 1 => Refusal.FailedPrecondition("LAST_KEY", "only one key signs; add a new one first"),
                KeyRotationStep.Retire => await RetireAsync(work, caller, active, token),
                _ => Refusal.Invalid("step", "must be ADD or RETIRE", "REQUIRED"),
            };
        });

    private async Task<Result<RotateLogKeyResponse>> AddAsync(Work<AuditDbContext> work, Principal caller, LogKey old, CancellationToken cancellationToken)
    {
        var key = keys.Make(old.Number + 1);
        var succession = KeySuccession.Sign(options.Value.Origin, key.Verifier, old.Verifier, old.Signer);
        await keys.AddAsync(work.Sql, key, succession, cancellationToken);
        work.Record(KeyRecords.Stream, KeyRecords.Of(AuditTypes.KeyCreated, caller, key.Verifier, Holder));
        return Answer(key, [old, key], succession);
    }

    private async Task<Result<RotateLogKeyResponse>> RetireAsync(Work<AuditDbContext> work, Principal caller, IReadOnlyList<LogKey> active, CancellationToken cancellationToken)
    {
        await keys.RetireAsync(work.Sql, active[0], cancellationToken);
        work.Record(KeyRecords.Stream, KeyRecords.Of(AuditTypes.KeyRetired, caller, active[0].Verifier, Holder));
        return Answer(active[0], active.Skip(1), "");
    }

    private static RotateLogKeyResponse Answer(LogKey key, IEnumerable<LogKey> active, string succession) => new()
    {
        VerifierKey = key.Verifier.ToString(),
        VerifierKeys = { active.Select(signing => signing.Verifier.ToString()) },
        KeySuccession = succession,
    };
}
