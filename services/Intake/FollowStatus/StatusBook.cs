using Microsoft.EntityFrameworkCore;
using Referrals.Intake.Storage;
using Referrals.Platform.Storage;

namespace Referrals.Intake.FollowStatus;

/// <summary>
/// The rows that a batch of events is about, read at once when its transaction begins, so that applying an event costs no
/// statement of its own. One instance serves one batch.
/// </summary>
public sealed class StatusBook
{
    private readonly HashSet<string> referralIds = [];
    private readonly HashSet<string> caseIds = [];
    private readonly HashSet<string> countryCaseIds = [];
    private readonly HashSet<string> handOffIds = [];
    private readonly HashSet<string> questionIds = [];

    private Work<IntakeDbContext>? loadedFor;
    private Dictionary<string, ReferralRow> referrals = [];
    private Dictionary<string, CaseRow> cases = [];
    private Dictionary<string, CountryCaseRow> countryCases = [];
    private Dictionary<string, HandOffRow> handOffs = [];
    private Dictionary<string, InformationRequestRow> questions = [];

    /// <summary>Before the transaction: what an event of the batch is about.</summary>
    public void WillNeed(string? caseId = null, string? countryCase = null, string? handOff = null, string? referral = null, string? question = null)
    {
        Note(caseIds, caseId ?? (countryCase is null ? null : CountryCases.CaseOf(countryCase)));
        Note(countryCaseIds, countryCase);
        Note(handOffIds, handOff);
        Note(referralIds, referral);
        Note(questionIds, question);
    }

    /// <summary>First in the transaction; a transaction that is tried again reads anew.</summary>
    public async Task LoadAsync(Work<IntakeDbContext> work, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(loadedFor, work))
            return;
        var db = work.Db;
        loadedFor = work;
        cases = await LoadAsync(caseIds, db.Cases.Where(row => caseIds.Contains(row.CaseId)), row => row.CaseId, cancellationToken);
        countryCases = await LoadAsync(countryCaseIds, db.CountryCases.Where(row => countryCaseIds.Contains(row.CountryCase)), row => row.CountryCase, cancellationToken);
        handOffs = await LoadAsync(handOffIds, db.HandOffs.Where(row => handOffIds.Contains(row.Id)), row => row.Id, cancellationToken);
        referrals = await LoadAsync(referralIds, db.Referrals.Where(row => referralIds.Contains(row.Id)), row => row.Id, cancellationToken);
        questions = await LoadAsync(questionIds, db.InformationRequests.Where(row => questionIds.Contains(row.Id)), row => row.Id, cancellationToken);
    }

    /// <summary>The referral; null when it is not one of this exchange.</summary>
    public ReferralRow? Referral(string id) => referrals.GetValueOrDefault(id);

    public HandOffRow? HandOff(string id) => handOffs.GetValueOrDefault(id);

    public InformationRequestRow? Question(string id) => questions.GetValueOrDefault(id);

    /// <summary>The case, made if need be, and marked as changed.</summary>
    public CaseRow Case(string caseId)
    {
        if (!cases.TryGetValue(caseId, out var row))
            Db.Add(cases[caseId] = row = new CaseRow { CaseId = caseId, Agencies = "[]" });
        row.Version++;
        return row;
    }

    /// <summary>The country case, made if need be.</summary>
    public CountryCaseRow CountryCase(string countryCase)
    {
        if (!countryCases.TryGetValue(countryCase, out var row))
        {
            Db.Add(countryCases[countryCase] = row = new CountryCaseRow
            {
                CountryCase = countryCase,
                CaseId = CountryCases.CaseOf(countryCase),
                Country = CountryCases.CountryOf(countryCase),
                Desk = "",
                State = Common.V1.ReferralState.Received,
                Leads = "{}",
            });
        }

        return row;
    }

    public void Add(HandOffRow row) => Db.Add(handOffs[row.Id] = row);

    public void Add(CaseEntryRow row) => Db.Add(row);

    public void Add(ReferralEntryRow row) => Db.Add(row);

    private IntakeDbContext Db => (loadedFor ?? throw new InvalidOperationException("used before the transaction began")).Db;

    private static void Note(HashSet<string> ids, string? id)
    {
        if (id is not null)
            ids.Add(id);
    }

    private static async Task<Dictionary<string, T>> LoadAsync<T>(HashSet<string> ids, IQueryable<T> rows, Func<T, string> key, CancellationToken cancellationToken)
        where T : class =>
        ids.Count == 0 ? [] : await rows.ToDictionaryAsync(key, cancellationToken);
}
