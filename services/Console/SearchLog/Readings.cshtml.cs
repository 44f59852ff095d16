using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Referrals.Audit.V1;
using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.Words;

namespace Referrals.Console.SearchLog;

/// <summary>Who read what content.</summary>
[ForRole(Role.Auditor)]
public sealed class ReadingsModel(ExchangeClients clients, PersonNames people, Texts texts) : ConsolePage(clients, texts)
{
    private const int PageSize = 100;

    /// <summary>A referral, a case, or a person's name or pseudonym; empty for all.</summary>
    [FromQuery]
    public string Of
    {
        get;
        set => field = value.Trim();
    } = "";

    [FromQuery]
    public string After { get; set; } = "";

    public SearchResponse Found { get; private set; } = new();

    /// <summary>Names by pseudonym.</summary>
    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();

    public async Task OnGetAsync()
    {
        Names = await people.ByPseudonymAsync(Stop);
        var request = new SearchRequest { PageSize = PageSize, PageToken = After, NewestFirst = true, EventTypes = { "consulted" } };
        if (Of.StartsWith("ref-", StringComparison.Ordinal))
            request.ReferralId = Of;
        else if (Of.StartsWith("case-", StringComparison.Ordinal))
            request.CaseId = Of;
        else if (Of.Length > 0 && await people.PseudonymAsync(Of, Stop) is { } pseudonym)
            request.Actor = pseudonym;
        else if (Of.Length > 0)
        {
            // That nobody is called so must not look as if somebody had read nothing.
            Errors.Add(new FormError("of", T["This is nobody's name or pseudonym, and no id of a referral (ref-…) or case (case-…)"]));
            return;
        }

        var trouble = await TryAsync(async () => Found = await Clients.Audit.SearchAsync(request, cancellationToken: Stop));
        if (trouble is not null)
            Errors.Add(new FormError("", TroubleWords.Of(trouble, T)));
    }

    /// <summary>The parts that were read, from the record itself.</summary>
    public static string Parts(LogRecord record)
    {
        using var leaf = JsonDocument.Parse(record.LeafJson.Length > 0 ? record.LeafJson : "{}");
        return leaf.RootElement.TryGetProperty("body", out var body) && body.TryGetProperty("details", out var details) && details.TryGetProperty("parts", out var parts) ? parts.GetString() ?? "" : "";
    }
}
