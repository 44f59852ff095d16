using Microsoft.EntityFrameworkCore;
using Referrals.Platform.Sealing;
using Referrals.Platform.Storage;
using Referrals.Routing.HandOffs;
using Referrals.Routing.Storage;

namespace Referrals.Routing.SealWords;

/// <summary>
/// What teams and officers write about a hand-off, which may repeat content. Sealed under a key of the country case, which goes when the
/// last of its referrals is erased.
/// </summary>
internal static class CaseWords
{
    /// <summary>The entry's text, sealed; null for none.</summary>
    public static byte[]? Seal(SubjectKey? key, HandOffRow handOff, V1.HandOffEvent entry) => entry.Text.Length == 0
        ? null
        : (key ?? throw new InvalidOperationException("words were given and no key to seal them under")).SealText(FieldOf(handOff.HandOffId, entry.Number), entry.Text);

    /// <summary>An entry with its text, while the key is there.</summary>
    public static V1.HandOffEvent Open(SubjectKey? key, HandOffEntryRow row)
    {
        var entry = V1.HandOffEvent.Parser.ParseJson(row.Entry);
        if (key is not null && row.Words is not null)
            entry.Text = key.OpenText(FieldOf(row.HandOffId, row.Number), row.Words);
        return entry;
    }

    /// <summary>A referral was erased: of each case that it is or was in, if it was the last, so is what was written about the case.</summary>
    public static async Task EraseAsync(Work<RoutingDbContext> work, string referralId, CancellationToken cancellationToken)
    {
        await work.Sql.ExecuteAsync("delete from requests where subject = @p0", [referralId], cancellationToken);

        // What this batch changed is not in the table yet.
        await RoutedCases.CompleteAsync(work, cancellationToken);
        await work.Db.SaveChangesAsync(cancellationToken);
        var rows = await work.Db.CaseReferrals.Where(row => row.ReferralId == referralId).ToListAsync(cancellationToken);
        rows.ForEach(row => row.Erased = true);
        await work.Db.SaveChangesAsync(cancellationToken);
        foreach (var name in rows.Select(row => row.CountryCase).Order(StringComparer.Ordinal))
            await EraseCaseAsync(work, name, cancellationToken);
    }

    private static async Task EraseCaseAsync(Work<RoutingDbContext> work, string name, CancellationToken cancellationToken)
    {
        if (await work.Db.CaseReferrals.AnyAsync(other => other.CountryCase == name && !other.Erased, cancellationToken))
            return;
        await KeyRows.DestroyAsync(work.Sql, name, cancellationToken);
        await work.Sql.ExecuteAsync(
            "update hand_off_entries set words = null where words is not null and hand_off_id in (select hand_off_id from hand_offs where country_case = @p0)", [name], cancellationToken);
    }

    private static string FieldOf(string handOffId, int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{handOffId}/{number}");
}
