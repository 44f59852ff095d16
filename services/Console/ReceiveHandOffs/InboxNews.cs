using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.Words;
using Referrals.Routing.V1;

namespace Referrals.Console.ReceiveHandOffs;

/// <summary>News of a team's inbox: what an open page shows of a hand-off.</summary>
internal static class InboxNews
{
    public static void MapInboxNews(this WebApplication app)
    {
        var (calls, clock, texts) = (app.Services.GetRequiredService<PersonCalls>(), app.Services.GetRequiredService<ExchangeClock>(), app.Services.GetRequiredService<Texts>());
        app.MapNews("/inbox/live", Role.Team, async (context, person, cancellationToken) =>
        {
            var clients = calls.As(person);
            var shown = context.Request.Query["show"].ToString();
            await NewsStream.BeginAsync(context.Response, cancellationToken);
            using var watch = clients.Routing.WatchInbox(new WatchInboxRequest { WatchToken = context.Request.Query["watch"].ToString() }, cancellationToken: cancellationToken);
            await NewsStream.FollowAsync(
                context.Response,
                "row",
                watch.ResponseStream,
                async message => message.HandOff is { } handOff ? Of(handOff, shown, await clock.NowAsync(clients, cancellationToken), texts) : null,
                cancellationToken);
        });
    }

    private static News Of(HandOff handOff, string shown, DateTimeOffset now, Texts texts)
    {
        var due = InboxWords.Due(handOff);
        return new(
            handOff.HandOffId,
            InboxWords.Holder(handOff, texts),
            texts.Of(handOff.State),
            Tones.Of(handOff.State),
            InboxWords.Unread(handOff, texts),
            due is { } at ? new Clock(Show.Machine(at), Show.Left(at, now, texts), at < now) : new Clock("", "", false),
            InboxWords.DueExact(handOff, texts),
            !InboxWords.IsIn(shown, handOff),
            InboxWords.IsNews(shown, handOff));
    }

    private sealed record News(string Name, string Holder, string Status, string Tone, string Unread, Clock Due, string DueExact, bool Gone, bool Fresh);

    private sealed record Clock(string At, string Left, bool Over);
}
