using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Referrals.Audit.V1;
using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.Words;
using Referrals.Identity.V1;

namespace Referrals.Console.SearchLog;

/// <summary>Who read what content.</summary>
[ForRole(Role.Auditor)]
public sealed class ReadingsModel(ExchangeClients clients, Texts texts) : ConsolePage(clients, texts)
{
    private const int PageSize = 100;

    /// <summary>A referral, a case, or a person's name or pseudonym; empty for all.</summary>
    [FromQuery]
    public string Of { get; set; } = "";

    [FromQuery]
    public string After { get; set; } = "";

    public SearchResponse Found { get; private set; } = new();

    /// <summary>Names by pseudonym.</summary>
    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();

    public async Task OnGetAsync()
    {
        var people = (await Clients.Identity.ListPrincipalsAsync(new ListPrincipalsRequest { PageSize = 1000 }, cancellationToken: Stop)).Principals;
        Names = people.Where(person => person.Pseudonym.Length > 0).DistinctBy(person => person.Pseudonym).ToDictionary(person => person.Pseudonym, person => person.Name);
        var request = new SearchRequest { PageSize = PageSize, PageToken = After, NewestFirst = true, EventTypes = { "consulted" } };
        if (Of.StartsWith("ref-", StringComparison.Ordinal))
            request.ReferralId = Of;
        else if (Of.StartsWith("case-", StringComparison.Ordinal))
            request.CaseId = Of;
        else if (Of.Length > 0)
            request.Actor = people.FirstOrDefault(person => person.Name == Of)?.Pseudonym ?? Of;
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
