using System.Globalization;
using Referrals.Audit.SignCheckpoints;
using Referrals.Audit.V1;
using Referrals.Platform.Storage;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Trust;

namespace Referrals.Audit.CheckLog;

/// <summary>Follows the log's keys from the first: each must have been named by the one before. Certificates of services' keys must be signed by one of them.</summary>
internal sealed class KeyCheck(Sql sql, FaultReport faults, string origin)
{
    /// <summary>The keys that are the log's.</summary>
    public async Task<IReadOnlyList<VerifierKey>> ReadAsync(CancellationToken cancellationToken)
    {
        var keys = new List<VerifierKey>();
        foreach (var row in await LogKeys.ReadAsync(sql, cancellationToken))
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"key {row.Number}");
            if (VerifierKey.TryParse(row.VerifierKey, out _) is not { } key || key.Name != origin)
                await faults.AddAsync(LogFaultKind.Key, place, "is not a key of this log");
            else if (keys.Count > 0 && KeySuccession.TryVerify(row.Succession ?? "", origin, [keys[^1]])?.ToString() != key.ToString())
                await faults.AddAsync(LogFaultKind.Key, place, "was not named by the key before it");
            else
                keys.Add(key);
        }

        await CheckCertificatesAsync(keys, cancellationToken);
        return keys;
    }

    private async Task CheckCertificatesAsync(List<VerifierKey> keys, CancellationToken cancellationToken)
    {
        var rows = await sql.QueryAsync(
            "select service, verifier_key, certificate from service_keys order by service, certified_at", [], row => (row.Text(0), row.Text(1), row.Text(2)), cancellationToken);
        foreach (var (service, key, certificate) in rows)
        {
            var certified = ServiceKeyCertificate.TryVerify(certificate, keys);
            await faults.RequireAsync(
                certified is { } known && known.Service == service && known.Key.ToString() == key, LogFaultKind.Key, $"key of {service}", "its certificate is not one of this log");
        }
    }
}
