using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.Words;
using Referrals.Triage.V1;

namespace Referrals.Console.ListQueue;

/// <summary>News of one case for the page on which it is decided: who holds it now, and that it has changed since.</summary>
internal static class CaseNews
{
    private const string Event = "case";

    public static async Task TellAsync(HttpResponse response, ExchangeClients clients, string countryCase, string me, Texts texts, CancellationToken cancellationToken)
    {
        var filter = new QueueFilter { CaseId = Show.Parts(countryCase).CaseId };
        filter.States.AddRange(Enum.GetValues<CountryCaseState>().Where(state => state != CountryCaseState.Unspecified));

        // What it is now, and from there on: what happened while the page was on its way is told as well.
        var list = await clients.Triage.ListQueueAsync(new ListQueueRequest { Filter = filter, PageSize = 100 }, cancellationToken: cancellationToken);
        foreach (var item in list.Cases.Where(item => item.Name == countryCase))
            await NewsStream.TellAsync(response, Event, Of(item, me, texts), cancellationToken);
        using var watch = clients.Triage.WatchQueue(new WatchQueueRequest { Filter = filter, WatchToken = list.WatchToken }, cancellationToken: cancellationToken);
        await NewsStream.FollowAsync(
            response,
            Event,
            watch.ResponseStream,
            message => Task.FromResult((message.Added ?? message.Changed) is { } item && item.Name == countryCase ? Of(item, me, texts) : null),
            cancellationToken);
    }

    /// <summary>Where a case stands with its holder, in a sentence.</summary>
    public static string Sentence(CountryCase item, string me, Texts texts) =>
        !CaseWords.IsOpen(item) ? texts["This case is decided: {0}.", CaseWords.Status(item, texts)]
        : item.Holder.Length == 0 ? texts["Nobody holds it."]
        : item.Holder == me ? texts["Yours until {0}", Show.TimeOfDay(item.LeaseUntil.ToDateTimeOffset())]
        : texts["{0} holds this case until {1}. You may read it, and what you type is kept as your draft.", item.HolderDisplayName, Show.TimeOfDay(item.LeaseUntil.ToDateTimeOffset())];

    private static News Of(CountryCase item, string me, Texts texts) => new(item.Version, Sentence(item, me, texts));

    private sealed record News(int Version, string Text);
}
