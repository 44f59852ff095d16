using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.Words;
using Referrals.Triage.V1;

namespace Referrals.Console.ListQueue;

/// <summary>News of the queue: what an open page shows of a case.</summary>
internal static class QueueNews
{
    public static void MapQueueNews(this WebApplication app)
    {
        var (calls, clock, texts) = (app.Services.GetRequiredService<PersonCalls>(), app.Services.GetRequiredService<ExchangeClock>(), app.Services.GetRequiredService<Texts>());
        app.MapNews("/queue/live", Role.Officer, async (context, person, cancellationToken) =>
        {
            var clients = calls.As(person);
            if (context.Request.Query["case"].ToString() is { Length: > 0 } name)
            {
                await CaseNews.TellAsync(context.Response, clients, name, person.Principal.Name, texts, cancellationToken);
                return;
            }

            // The watch is of what the list shows whoever holds it: that somebody took a case is news of its row.
            var view = QueueView.Read(context.Request.Query) with { Holder = "any" };
            var request = new WatchQueueRequest { Filter = view.ToFilter(await clock.NowAsync(clients, cancellationToken)), WatchToken = context.Request.Query["watch"].ToString() };
            await TellAsync(context.Response, clients, request, person.Principal.Name, texts, cancellationToken);
        });
    }

    private static async Task TellAsync(HttpResponse response, ExchangeClients clients, WatchQueueRequest request, string me, Texts texts, CancellationToken cancellationToken)
    {
        await NewsStream.BeginAsync(response, cancellationToken);
        using var watch = clients.Triage.WatchQueue(request, cancellationToken: cancellationToken);
        await NewsStream.FollowAsync(response, "row", watch.ResponseStream, message => Task.FromResult(NewsOf(message, me, texts)), cancellationToken);
    }

    private static News? NewsOf(WatchQueueResponse message, string me, Texts texts) => message.ChangeCase switch
    {
        WatchQueueResponse.ChangeOneofCase.Added => Of(message.Added, me, texts, fresh: true),
        WatchQueueResponse.ChangeOneofCase.Changed => Of(message.Changed, me, texts, fresh: false),
        WatchQueueResponse.ChangeOneofCase.Removed => new News(message.Removed, null, texts["No longer in this view"], "", false, true, false),
        _ => null,
    };

    private static News Of(CountryCase item, string me, Texts texts, bool fresh) => new(
        item.Name,
        CaseWords.Holder(item, me, texts),
        CaseWords.Status(item, texts),
        CaseWords.Tone(item),
        item.Holder.Length == 0 && CaseWords.IsOpen(item),
        !CaseWords.IsOpen(item),
        fresh);

    private sealed record News(string Name, string? Holder, string Status, string Tone, bool Free, bool Gone, bool Fresh);
}
