using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.WebUtilities;
using Referrals.Common.V1;
using Referrals.Triage.V1;
using Enum = System.Enum;

namespace Referrals.Console.ListQueue;

/// <summary>Which part of the queue, and in which order, as the page's address says it.</summary>
public sealed record QueueView
{
    private const int LongestReference = 256;
    private static readonly CountryCaseState[] AllStates = [.. Enum.GetValues<CountryCaseState>().Where(state => state != CountryCaseState.Unspecified)];
    private static readonly CountryCaseState[] DecidedStates = [CountryCaseState.AcceptHeld, CountryCaseState.Accepted, CountryCaseState.Rejected, CountryCaseState.Withdrawn, CountryCaseState.Merged];

    /// <summary><c>mine</c>, <c>free</c>, <c>any</c>, or an officer's principal; empty for the usual: free or mine.</summary>
    public string Holder { get; init; } = "";

    public IReadOnlyList<Priority> Priorities { get; init; } = [];

    public IReadOnlyList<IncidentType> IncidentTypes { get; init; } = [];

    public string Agency { get; init; } = "";

    /// <summary>Only what people call this, in whatever state and whoever holds it; empty for all.</summary>
    public string Find { get; init; } = "";

    /// <summary>Only due within so many hours; 0 for all.</summary>
    public int DueWithin { get; init; }

    public bool Orphaned { get; init; }

    public bool Escalated { get; init; }

    public bool HotKey { get; init; }

    /// <summary>Decided ones instead of open ones.</summary>
    public bool Decided { get; init; }

    public QueueOrder Order { get; init; } = QueueOrder.Due;

    public string Page { get; init; } = "";

    /// <summary>Whether any filter besides the holder is set.</summary>
    public bool IsFiltered => Priorities.Count > 0 || IncidentTypes.Count > 0 || Agency.Length > 0 || Find.Length > 0 || DueWithin > 0 || Orphaned || Escalated || HotKey;

    public static QueueView Read(IQueryCollection query) => new()
    {
        Holder = Text(query, "holder"),
        Priorities = Values<Priority>(query, "priority"),
        IncidentTypes = Values<IncidentType>(query, "type"),
        Agency = Text(query, "agency"),
        Find = Text(query, "find") is { Length: <= LongestReference } called ? called : "",
        DueWithin = int.TryParse(Text(query, "due"), System.Globalization.CultureInfo.InvariantCulture, out var hours) && hours is > 0 and <= 8760 ? hours : 0,
        Orphaned = Text(query, "orphaned") == "1",
        Escalated = Text(query, "escalated") == "1",
        HotKey = Text(query, "hot") == "1",
        Decided = Text(query, "state") == "decided",
        Order = Values<QueueOrder>(query, "order") is [var order, ..] ? order : QueueOrder.Due,
        Page = Text(query, "page"),
    };

    /// <summary>The same as an address; the usual view has nothing after it.</summary>
    public string ToAddress(string path = "/queue") => QueryHelpers.AddQueryString(path, Parts());

    public QueueFilter ToFilter(DateTimeOffset businessNow)
    {
        var filter = new QueueFilter
        {
            Holder = Holder switch
            {
                "mine" => HolderFilter.Mine,
                "free" => HolderFilter.Free,
                "any" => HolderFilter.Unspecified,
                "" => Decided || Find.Length > 0 ? HolderFilter.Unspecified : HolderFilter.FreeOrMine,
                _ => HolderFilter.Named,
            },
            AgencyId = Agency,
            Reference = Find,
            Orphaned = Orphaned,
            Escalated = Escalated,
            HotKeyOnly = HotKey,
            Priorities = { Priorities },
            IncidentTypes = { IncidentTypes },
        };
        if (filter.Holder == HolderFilter.Named)
            filter.HolderName = Holder;
        if (DueWithin > 0)
            filter.DueBefore = (businessNow + TimeSpan.FromHours(DueWithin)).ToTimestamp();
        if (Find.Length > 0)
            filter.States.AddRange(AllStates);
        else if (Decided)
            filter.States.AddRange(DecidedStates);
        return filter;
    }

    private IEnumerable<KeyValuePair<string, string?>> Parts()
    {
        if (Holder.Length > 0)
            yield return new("holder", Holder);
        foreach (var priority in Priorities)
            yield return new("priority", priority.ToString());
        foreach (var type in IncidentTypes)
            yield return new("type", type.ToString());
        if (Agency.Length > 0)
            yield return new("agency", Agency);
        if (Find.Length > 0)
            yield return new("find", Find);
        if (DueWithin > 0)
            yield return new("due", DueWithin.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (Orphaned)
            yield return new("orphaned", "1");
        if (Escalated)
            yield return new("escalated", "1");
        if (HotKey)
            yield return new("hot", "1");
        if (Decided)
            yield return new("state", "decided");
        if (Order != QueueOrder.Due)
            yield return new("order", Order.ToString());
        if (Page.Length > 0)
            yield return new("page", Page);
    }

    private static string Text(IQueryCollection query, string name) => query[name].ToString().Trim();

    private static List<TEnum> Values<TEnum>(IQueryCollection query, string name)
        where TEnum : struct, Enum =>
        [.. query[name].Select(value => Enum.TryParse<TEnum>(value, out var parsed) && Enum.IsDefined(parsed) ? parsed : default).Where(value => !value.Equals(default(TEnum))).Distinct()];
}
