using System.Text.Json;
using System.Text.Json.Serialization;
using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.SignIn;
using Referrals.Console.Words;
using Referrals.Triage.V1;

namespace Referrals.Console.ListQueue;

/// <summary>News of the queue as server-sent events: what an open page shows of a case, never content.</summary>
internal static class QueueNews
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static void MapQueueNews(this WebApplication app) =>
        app.MapGet("/queue/live", async (HttpContext context, PersonCalls calls, ExchangeClock clock, Texts texts, IHostApplicationLifetime lifetime) =>
        {
            if (context.FindPerson() is not { Principal.Role: Role.Officer } person)
            {
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }

            context.Response.ContentType = "text/event-stream";
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            var clients = calls.As(person);
            if (context.Request.Query["case"].ToString() is { Length: > 0 } name)
            {
                await CaseNews.WriteAsync(context.Response, clients, name, person.Principal.Name, texts, ending.Token);
                return;
            }

            var view = QueueView.Read(context.Request.Query);

            // The watch is of what the list shows whoever holds it: that somebody took a case is news of its row.
            var filter = (view with { Holder = "any" }).ToFilter(await clock.NowAsync(clients, ending.Token));
            try
            {
                await WriteAsync(context.Response, clients, new WatchQueueRequest { Filter = filter, WatchToken = context.Request.Query["watch"].ToString() }, person.Principal.Name, texts, ending.Token);
            }
            catch (Exception exception) when (exception is RpcException or OperationCanceledException or IOException)
            {
                // The browser comes again by itself.
            }
        }).WithMetadata(new UnattendedRequest());

    private static async Task WriteAsync(HttpResponse response, ExchangeClients clients, WatchQueueRequest request, string me, Texts texts, CancellationToken cancellationToken)
    {
        await WriteAsync(response, "retry: 2000\n\n", cancellationToken);
        using var watch = clients.Triage.WatchQueue(request, cancellationToken: cancellationToken);
        while (await watch.ResponseStream.MoveNext(cancellationToken))
        {
            var text = NewsOf(watch.ResponseStream.Current, me, texts) is { } news
                ? $"event: case\ndata: {JsonSerializer.Serialize(news, Json)}\n\n"
                : ": alive\n\n";
            await WriteAsync(response, text, cancellationToken);
        }
    }

    public static async Task WriteAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        await response.WriteAsync(text, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
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
