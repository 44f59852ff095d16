using Microsoft.EntityFrameworkCore;
using Referrals.Platform.Sealing;
using Referrals.Platform.Storage;

namespace Referrals.Triage;

/// <summary>
/// What officers write about a country case: notes and drafts, which may repeat content. Sealed under a key of the country case,
/// which goes when the last of its referrals is erased.
/// </summary>
internal sealed class CaseWords(ContentKeys<TriageDbContext> keys)
{
    /// <summary>The note of an entry of the history, sealed; null for none.</summary>
    public async Task<byte[]?> SealNoteAsync(Work<TriageDbContext> work, DecisionRow decision, string note, CancellationToken cancellationToken) =>
        note.Length == 0 ? null : (await FindOrAddKeyAsync(work, decision.CountryCase, cancellationToken)).SealText(FieldOf(decision), note);

    /// <summary>An officer's draft, sealed.</summary>
    public async Task<byte[]> SealDraftAsync(Work<TriageDbContext> work, string countryCase, string officer, byte[] draft, CancellationToken cancellationToken) =>
        (await FindOrAddKeyAsync(work, countryCase, cancellationToken)).Seal(FieldOf(officer), draft);

    /// <summary>The notes of entries of one country case, by their numbers.</summary>
    public async Task<IReadOnlyDictionary<int, string>> OpenNotesAsync(TriageDbContext db, IReadOnlyList<DecisionRow> decisions, CancellationToken cancellationToken)
    {
        var written = decisions.Where(decision => decision.Note is not null).ToList();
        if (written.Count == 0 || await FindKeyAsync(db, written[0].CountryCase, cancellationToken) is not { } key)
            return new Dictionary<int, string>();
        return written.ToDictionary(decision => decision.Number, decision => key.OpenText(FieldOf(decision), decision.Note));
    }

    /// <summary>A draft; null when its key is gone.</summary>
    public async Task<byte[]?> OpenDraftAsync(TriageDbContext db, DraftRow draft, CancellationToken cancellationToken) =>
        (await FindKeyAsync(db, draft.CountryCase, cancellationToken))?.Open(FieldOf(draft.Officer), draft.Body);

    /// <summary>A referral was erased: of each case that it is or was in, if it was the last, so is what was written about the case.</summary>
    public static async Task EraseAsync(Work<TriageDbContext> work, string referralId, CancellationToken cancellationToken)
    {
        // What this batch changed is not in the table yet.
        await work.Db.SaveChangesAsync(cancellationToken);
        var rows = await work.Db.CaseReferrals.Where(row => row.ReferralId == referralId).ToListAsync(cancellationToken);
        rows.ForEach(row => row.Erased = true);
        await work.Db.SaveChangesAsync(cancellationToken);
        foreach (var name in rows.Select(row => row.CountryCase).Order(StringComparer.Ordinal))
            await EraseCaseAsync(work, name, cancellationToken);
    }

    private static async Task EraseCaseAsync(Work<TriageDbContext> work, string name, CancellationToken cancellationToken)
    {
        if (await work.Db.CaseReferrals.AnyAsync(other => other.CountryCase == name && !other.Erased, cancellationToken))
            return;
        await KeyRows.DestroyAsync(work.Sql, name, cancellationToken);
        await work.Sql.ExecuteAsync("update decisions set note = null where country_case = @p0 and note is not null", [name], cancellationToken);
        await work.Sql.ExecuteAsync("delete from drafts where country_case = @p0", [name], cancellationToken);
    }

    private Task<SubjectKey> FindOrAddKeyAsync(Work<TriageDbContext> work, string countryCase, CancellationToken cancellationToken)
    {
        ContentReader.Decide(countryCase);
        return keys.FindOrAddAsync(work.Sql, countryCase, cancellationToken);
    }

    private async Task<SubjectKey?> FindKeyAsync(TriageDbContext db, string countryCase, CancellationToken cancellationToken)
    {
        ContentReader.Decide(countryCase);
        await db.Database.OpenConnectionAsync(cancellationToken);
        return await keys.FindAsync(new Sql(db.Database.GetDbConnection(), null), countryCase, cancellationToken);
    }

    private static string FieldOf(DecisionRow decision) => $"note/{CaseMessages.IdOf(decision.Number)}";

    private static string FieldOf(string officer) => $"draft/{officer}";
}
