using System.Text.Json;
using System.Text.Json.Serialization;
using Grpc.Core;
using Referrals.Console.Calls;
using Referrals.Console.SignIn;
using Role = Referrals.Common.V1.Role;

namespace Referrals.Console.Serving;

/// <summary>News for an open page as server-sent events: what a service streams to the person, put into the page's words; never content.</summary>
internal static class NewsStream
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Maps a stream for people of one role. It ends with the page, with the process, and with the service; the browser comes again by itself.</summary>
    public static void MapNews(this WebApplication app, string path, Role role, Func<HttpContext, Person, CancellationToken, Task> tellAsync) =>
        app.MapGet(path, async (HttpContext context, IHostApplicationLifetime lifetime) =>
        {
            if (context.FindPerson() is not { } person || person.Principal.Role != role)
            {
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }

            context.Response.ContentType = "text/event-stream";
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            try
            {
                await tellAsync(context, person, ending.Token);
            }
            catch (Exception exception) when (exception is RpcException or OperationCanceledException or IOException)
            {
                // What is missed meanwhile is told when it comes again.
            }
        }).WithMetadata(new UnattendedRequest());

    /// <summary>How soon the browser comes again.</summary>
    public static Task BeginAsync(HttpResponse response, CancellationToken cancellationToken) => WriteAsync(response, "retry: 2000\n\n", cancellationToken);

    /// <summary>Tells what each message of a service's stream means for the page, under one name; one that means nothing keeps the line.</summary>
    public static async Task FollowAsync<TMessage, TNews>(
        HttpResponse response, string name, IAsyncStreamReader<TMessage> messages, Func<TMessage, Task<TNews?>> newsOf, CancellationToken cancellationToken)
        where TNews : class
    {
        while (await messages.MoveNext(cancellationToken))
        {
            if (await newsOf(messages.Current) is { } news)
                await TellAsync(response, name, news, cancellationToken);
            else
                await StayAsync(response, cancellationToken);
        }
    }

    public static Task TellAsync<TNews>(HttpResponse response, string name, TNews news, CancellationToken cancellationToken) =>
        WriteAsync(response, $"event: {name}\ndata: {JsonSerializer.Serialize(news, Json)}\n\n", cancellationToken);

    /// <summary>Nothing to tell; the line still stands.</summary>
    private static Task StayAsync(HttpResponse response, CancellationToken cancellationToken) => WriteAsync(response, ": alive\n\n", cancellationToken);

    private static async Task WriteAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        await response.WriteAsync(text, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
