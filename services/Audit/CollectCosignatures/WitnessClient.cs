using System.Globalization;
using System.Net;
using System.Text;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Witness;

namespace Referrals.Audit.CollectCosignatures;

/// <summary>Speaks with one witness (C2SP tlog-witness).</summary>
internal sealed class WitnessClient : IDisposable
{
    private const int LongestAnswer = 16 * 1024;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(5);
    private readonly HttpClient http = new(new SocketsHttpHandler { ConnectTimeout = Within, AllowAutoRedirect = false }) { MaxResponseContentBufferSize = LongestAnswer };
    private readonly WitnessOptions witness;
    private readonly ResiliencePipeline<(HttpStatusCode Status, string Body)> pipeline;

    public WitnessClient(WitnessOptions witness, TimeProvider time)
    {
        this.witness = witness;
        Key = VerifierKey.Parse(witness.Key);
        pipeline = new ResiliencePipelineBuilder<(HttpStatusCode Status, string Body)> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<(HttpStatusCode Status, string Body)>
            {
                ShouldHandle = new PredicateBuilder<(HttpStatusCode Status, string Body)>()
                    .Handle<HttpRequestException>().Handle<TimeoutRejectedException>().HandleResult(answer => (int)answer.Status >= 500),
                MaxRetryAttempts = 2,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(100),
                UseJitter = true,
            })
            .AddTimeout(Within)
            .Build();
    }

    /// <summary>The witness's key.</summary>
    public VerifierKey Key { get; }

    /// <summary>Who operates it.</summary>
    public string Operator => witness.Operator;

    /// <summary>Asks for a cosignature.</summary>
    /// <param name="note">The checkpoint, with the log's signatures.</param>
    /// <param name="size">Its size.</param>
    /// <param name="known">Size of the last checkpoint that this witness is known to have cosigned; 0 for none.</param>
    /// <param name="prove">Proves that the log grew from a size to this one.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<WitnessReply> AskAsync(string note, long size, long known, Func<long, Task<List<byte[]>>> prove, CancellationToken cancellationToken)
    {
        var old = known;
        for (var turn = 0; turn < 2; turn++)
        {
            var (status, body) = await PostAsync(new AddCheckpoint(old, await prove(old), note), cancellationToken);
            if (status == HttpStatusCode.OK)
                return Read(note, body);
            if (status == HttpStatusCode.UnprocessableEntity)
                return new WitnessReply.Disputed((int)status);
            if (status != HttpStatusCode.Conflict || !long.TryParse(body.TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var seen))
                return new WitnessReply.Failed(string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)status}"));

            // It has cosigned more than this log has: that is another log, or this one went back.
            if (seen > size)
                return new WitnessReply.Disputed((int)status);
            old = seen;
        }

        return new WitnessReply.Failed("it named another size each time");
    }

    public void Dispose() => http.Dispose();

    private WitnessReply Read(string note, string lines) =>
        SignedNote.TryParse(note + lines, out _) is { } signed && signed.IsSignedBy(Key) == true
            ? new WitnessReply.Cosigned(signed.Signatures.Last(signature => signature.IsOf(Key)).ToString())
            : new WitnessReply.Failed("its cosignature is wrong");

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(AddCheckpoint request, CancellationToken cancellationToken) => await pipeline.ExecuteAsync(
        async token =>
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.ToString()));
            using var response = await http.PostAsync(witness.Endpoint, content, token);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(token));
        },
        cancellationToken);
}
