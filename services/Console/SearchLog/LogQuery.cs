using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.WebUtilities;
using Referrals.Audit.V1;
using Referrals.Console.Serving;

namespace Referrals.Console.SearchLog;

/// <summary>What is searched for, as the page's address says it.</summary>
public sealed record LogQuery
{
    /// <summary>An id: of a referral or case to see its trail, or of a hand-off.</summary>
    public string Id
    {
        get;
        init => field = value.Trim();
    } = "";

    public string Type { get; init; } = "";

    /// <summary>Name or pseudonym of an actor.</summary>
    public string Actor
    {
        get;
        init => field = value.Trim();
    } = "";

    public string Agency { get; init; } = "";

    public string Team { get; init; } = "";

    public string Rule { get; init; } = "";

    /// <summary>First day, <c>2026-06-01</c>.</summary>
    public string From { get; init; } = "";

    /// <summary>Last day.</summary>
    public string Until { get; init; } = "";

    public string After { get; init; } = "";

    /// <summary>Whether the id may be one: of a thing, or of a stream, which has a slash. The few characters of a reference find nothing.</summary>
    public bool NamesAnything => Id.Length == 0 || Id.Contains('/', StringComparison.Ordinal) || Id.StartsWith("hof-", StringComparison.Ordinal);

    public SearchRequest ToRequest(int size)
    {
        var request = new SearchRequest { PageSize = size, PageToken = After, Actor = Actor, Agency = Agency, Team = Team, RuleId = Rule, NewestFirst = true };
        if (Id.StartsWith("hof-", StringComparison.Ordinal))
            request.HandOffId = Id;
        else if (Id.Length > 0)
            request.Stream = Id;
        if (Type.Length > 0)
            request.EventTypes.Add(Type);
        if (Days.Read(From) is { } from)
            request.From = from.ToTimestamp();
        if (Days.Read(Until) is { } until)
            request.Before = until.AddDays(1).ToTimestamp();
        return request;
    }

    /// <summary>The same search as an address.</summary>
    public string ToAddress(string path, string after = "", string handler = "")
    {
        var query = new Dictionary<string, string?>
        {
            ["handler"] = handler,
            ["id"] = Id,
            ["type"] = Type,
            ["actor"] = Actor,
            ["agency"] = Agency,
            ["team"] = Team,
            ["rule"] = Rule,
            ["from"] = From,
            ["until"] = Until,
            ["after"] = after,
        };
        return QueryHelpers.AddQueryString(path, query.Where(part => !string.IsNullOrEmpty(part.Value)));
    }
}
