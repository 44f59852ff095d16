using System.Collections.Concurrent;
using Grpc.Core;
using Referrals.Cli.Connect;
using Referrals.Intake.V1;

namespace Referrals.Cli.Sending;

/// <summary>
/// Sends many referrals over one stream and keeps what became of each. When the stream breaks, or the exchange asks to
/// come back later, what has no result is sent again under the same request ids.
/// </summary>
internal sealed class SubmissionBatch(IReadOnlyList<Referral> referrals, Func<int, string> requestId, TimeProvider time)
{
    private const int Patience = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<int, SubmitManyResponse> results = new();

    public IReadOnlyCollection<SubmitManyResponse> Results => (IReadOnlyCollection<SubmitManyResponse>)results.Values;

    public async Task SendAsync(IntakeService.IntakeServiceClient intake, Action<SubmitManyResponse> finished, CancellationToken cancellationToken)
    {
        for (var idle = 0; ;)
        {
            var before = results.Count;
            var failure = await TryAsync(intake, finished, cancellationToken);
            if (results.Count == referrals.Count)
                return;
            idle = results.Count > before ? 0 : idle + 1;
            if (idle >= Patience)
                throw failure ?? new RpcException(new Status(StatusCode.Unavailable, "the exchange takes no more submissions just now"));
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task<RpcException?> TryAsync(IntakeService.IntakeServiceClient intake, Action<SubmitManyResponse> finished, CancellationToken cancellationToken)
    {
        var pending = Enumerable.Range(0, referrals.Count).Where(number => !results.ContainsKey(number)).ToList();
        using var call = intake.SubmitMany(cancellationToken: cancellationToken);
        var sending = WriteAsync(call.RequestStream, pending, cancellationToken);
        try
        {
            await foreach (var response in call.ResponseStream.ReadAllAsync(cancellationToken))
            {
                if (!IsForLater(response) && results.TryAdd(response.ItemNumber, response))
                    finished(response);
            }

            await sending;
            return null;
        }
        catch (RpcException exception) when (CallRetries.IsOutage(exception, cancellationToken))
        {
            return exception;
        }
    }

    private async Task WriteAsync(IClientStreamWriter<SubmitManyRequest> stream, IReadOnlyList<int> pending, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var number in pending)
            {
                await stream.WriteAsync(
                    new SubmitManyRequest { RequestId = requestId(number), ItemNumber = number, Referral = referrals[number] }, cancellationToken);
            }

            await stream.CompleteAsync();
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException)
        {
            // The stream ended; its reader knows why.
        }
    }

    private static bool IsForLater(SubmitManyResponse response) =>
        response.Error?.Code is (int)StatusCode.ResourceExhausted or (int)StatusCode.Unavailable;
}
