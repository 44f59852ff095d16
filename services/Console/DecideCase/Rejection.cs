using Referrals.Common.V1;

namespace Referrals.Console.DecideCase;

/// <summary>A disposition with what belongs to it, chosen as one.</summary>
public sealed record Rejection(Disposition Disposition, InformationalReason InformationalReason = default, RequestedDatum MissingDatum = default)
{
    private const char Separator = '.';

    /// <summary>Everything that can be chosen, the kinds in the order of the list.</summary>
    public static IReadOnlyList<Rejection> All { get; } =
    [
        .. Enum.GetValues<InformationalReason>().Where(reason => reason != default).Select(reason => new Rejection(Disposition.Informational, reason)),
        .. Enum.GetValues<RequestedDatum>().Where(datum => datum != default).Select(datum => new Rejection(Disposition.InsufficientInformation, MissingDatum: datum)),
        new(Disposition.OutOfJurisdiction),
        new(Disposition.NotAnOffence),
        new(Disposition.FalseReport),
    ];

    /// <summary>What stands in the form.</summary>
    public string Value => Disposition switch
    {
        Disposition.Informational => $"{Disposition}{Separator}{InformationalReason}",
        Disposition.InsufficientInformation => $"{Disposition}{Separator}{MissingDatum}",
        _ => Disposition.ToString(),
    };

    public static Rejection? Read(string value) => All.FirstOrDefault(rejection => rejection.Value == value);

    /// <summary>The one of a draft; null when it holds none, or half of one.</summary>
    public static Rejection? Of(Disposition disposition, InformationalReason reason, RequestedDatum datum) =>
        All.FirstOrDefault(rejection => rejection == new Rejection(disposition, reason, datum));
}
