using Referrals.Common.V1;
using Referrals.Console.Words;
using Referrals.Intake.V1;

namespace Referrals.Console.FollowReferrals;

/// <summary>What a sender is told, in words.</summary>
public static class SentWords
{
    private const string NoCountry = "ZZ";

    /// <summary>A country's code, or the general desk.</summary>
    public static string Country(string code, Texts texts) => code switch
    {
        "" => texts["All countries"],
        NoCountry => texts["General desk"],
        _ => code,
    };

    /// <summary>What an entry of the history adds to its name; empty for nothing.</summary>
    public static string More(StatusEntry entry, Texts texts) => string.Join("; ", Parts(entry, texts).Where(part => part.Length > 0));

    private static IEnumerable<string> Parts(StatusEntry entry, Texts texts)
    {
        if (entry.Disposition != Disposition.Unspecified)
            yield return texts.Of(entry.Disposition);
        if (entry.InformationalReason != InformationalReason.Unspecified)
            yield return texts.Of(entry.InformationalReason);
        if (entry.MissingDatum != RequestedDatum.Unspecified)
            yield return texts["what would reopen it: {0}", texts.Of(entry.MissingDatum)];
        if (entry.Supplement > 0)
            yield return texts["supplement {0}", entry.Supplement];
        if (entry.ReleaseBy is not null)
            yield return texts["take no step of your own before it is released; an officer is asked at {0}", Show.Time(entry.ReleaseBy)];
        if (entry.AskedBy is { } asked)
            yield return texts["{0}, {1}, under {2}", asked.DisplayName, asked.Contact, entry.AskedUnder];
        if (entry.BreakGlass != BreakGlassReason.Unspecified)
            yield return texts.Of(entry.BreakGlass);
        if (entry.HandOff is not { } handOff)
            yield break;
        yield return handOff.TeamReference.Length > 0 ? texts["{0}, reference {1}", handOff.TeamDisplayName, handOff.TeamReference] : handOff.TeamDisplayName;
        if (handOff.Role != HandOffRole.Unspecified)
            yield return texts.Of(handOff.Role);
        if (entry.Detail == StatusDetail.Offered && handOff.AcknowledgeBy is not null)
            yield return texts["the next team is offered it at {0} unless this one acknowledges", Show.Time(handOff.AcknowledgeBy)];
        if (handOff.Progress != ProgressCode.Unspecified)
            yield return texts.Of(handOff.Progress);
        if (handOff.Outcome == Outcome.Unspecified)
            yield break;
        yield return texts.Of(handOff.Outcome);
        if (handOff.ClosedReason != ClosedReason.Unspecified)
            yield return texts.Of(handOff.ClosedReason);
        yield return texts["{0} safeguarded, {1} arrested", handOff.PersonsSafeguarded, handOff.PersonsArrested];
        if (handOff.Usefulness != Usefulness.Unspecified)
            yield return texts.Of(handOff.Usefulness);
    }
}
