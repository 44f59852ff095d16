using System.Globalization;
using System.Reflection;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Referrals.Audit.V1;
using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.Words;
using Referrals.Platform.Auditing;
using Code = Grpc.Core.StatusCode;

namespace Referrals.Console.SearchLog;

/// <summary>Search in the log.</summary>
[ForRole(Role.Auditor)]
public sealed class SearchModel(ExchangeClients clients, PersonNames people, Texts texts) : ConsolePage(clients, texts)
{
    /// <summary>How many records an export has at most.</summary>
    public const int MostExported = 10_000;
    private const int PageSize = 50;
    private const int AtOnce = 1000;

    /// <summary>The types of records, as they are named in the log.</summary>
    public static IReadOnlyList<string> Types { get; } = [.. typeof(AuditTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetRawConstantValue()).OfType<string>()];

    [FromQuery]
    public LogQuery Query { get; set; } = new();

    public SearchResponse Found { get; private set; } = new();

    public Checkpoint? Checkpoint { get; private set; }

    /// <summary>Names by pseudonym.</summary>
    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();

    public async Task<IActionResult> OnGetAsync()
    {
        // An id leads straight to its trail.
        if (Query.Id.StartsWith("ref-", StringComparison.Ordinal) || Query.Id.StartsWith("case-", StringComparison.Ordinal) || Query.Id.StartsWith("cases/", StringComparison.Ordinal))
            return Redirect($"/audit/trail?of={Uri.EscapeDataString(Query.Id)}");
        Checkpoint = await CheckpointAsync();
        Names = await people.ByPseudonymAsync(Stop);
        if (await RequestAsync(PageSize) is not { } request)
            return Page();
        var trouble = await TryAsync(async () => Found = await Clients.Audit.SearchAsync(request, cancellationToken: Stop));
        if (trouble is not null)
            Errors.Add(new FormError("", TroubleWords.Of(trouble, T)));
        return Page();
    }

    /// <summary>What was found as CSV; its name says so where that is not all.</summary>
    public async Task<IActionResult> OnGetCsvAsync()
    {
        var text = new StringBuilder("index,time,type,actor,role,agency,team,case,countryCase,referral,handOff,from,to,rule,policyVersion,justification,service,stream,sequence\r\n");
        if (await RequestAsync(AtOnce) is not { } request)
            return Redirect(Query.ToAddress("/audit"));
        var name = $"records-first-{MostExported}.csv";
        for (var count = 0; count < MostExported;)
        {
            var page = await Clients.Audit.SearchAsync(request, cancellationToken: Stop);
            foreach (var record in page.Records)
                text.Append(CultureInfo.InvariantCulture, $"{record.Index},{Csv.Line(Show.Machine(record.Time), record.Type, record.Actor, record.Role.ToString(), record.Agency, record.Team, record.CaseId, record.CountryCase, record.ReferralId, record.HandOffId, record.From, record.To, record.RuleId, record.PolicyVersion, record.Justification, record.Service, record.Stream)},{record.Sequence}\r\n");
            count += page.Records.Count;
            if (page.NextPageToken.Length == 0)
            {
                name = "records.csv";
                break;
            }

            request.PageToken = page.NextPageToken;
        }

        return File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", name);
    }

    /// <summary>The search; null, with what is wrong, where what was typed names nothing that there can be.</summary>
    private async Task<SearchRequest?> RequestAsync(int size)
    {
        if (!Query.NamesAnything)
            Errors.Add(new FormError("id", T["Enter an id in full: of a referral (ref-…), a case (case-…) or a hand-off (hof-…)"]));
        var pseudonym = Query.Actor.Length > 0 ? await people.PseudonymAsync(Query.Actor, Stop) : "";
        if (pseudonym is null)
            Errors.Add(new FormError("actor", T["This is nobody's name or pseudonym"]));
        return Errors.Count > 0 ? null : (Query with { Actor = pseudonym! }).ToRequest(size);
    }

    public string StateOf(LogRecord record) =>
        record.Index < 0 || record.Index >= (Checkpoint?.TreeSize ?? 0) ? T["Promised, not yet under a checkpoint"]
        : Checkpoint!.CosignedBy.Count > 0 ? T["In the log, cosigned by {0}", string.Join(", ", Checkpoint.CosignedBy)]
        : T["In the log"];

    public string ToneOf(LogRecord record) => record.Index < 0 || record.Index >= (Checkpoint?.TreeSize ?? 0) ? "soon" : "good";

    private async Task<Checkpoint?> CheckpointAsync()
    {
        try
        {
            return (await Clients.Audit.GetCheckpointAsync(new GetCheckpointRequest(), cancellationToken: Stop)).Checkpoint;
        }
        catch (RpcException exception) when (exception.StatusCode is Code.NotFound)
        {
            return null;
        }
    }
}
