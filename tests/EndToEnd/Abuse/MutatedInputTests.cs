using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Referrals.EndToEnd.Access;
using Referrals.Platform.Access;
using Referrals.Testing;
using Xunit.Abstractions;

namespace Referrals.EndToEnd.Abuse;

/// <summary>
/// Inputs that were altered at random, on every public surface: nothing but an expected answer comes back, and the exchange goes
/// on. <c>REFERRALS_MUTATIONS=1000000</c> makes the run long.
/// </summary>
public sealed class MutatedInputTests(HostileExchange exchange, ITestOutputHelper output) : IClassFixture<HostileExchange>
{
    private const int Seed = 20260602;
    private static readonly string[] Identities = ["agency/uk-nca", "officer/okoro", "team/nbi-ahtrad", "auditor/mercier", "operator", "service/matching"];

    // These change who may call.
    private static readonly string[] Excluded = ["Suspend", "Rotate", "Revoke", "Grant", "RotateLogKey", "CheckLog", "AdvanceClock"];
    private static readonly Marshaller<byte[]> Bytes = new(bytes => bytes, bytes => bytes);

    private static int Mutations => Mutator.Inputs;

    [Fact]
    public async Task Altered_messages_of_every_rpc_get_an_expected_answer()
    {
        var methods = Methods(method => !method.IsServerStreaming && !method.IsClientStreaming && !Excluded.Contains(method.Name));
        var requests = MatrixRequests.Of(Methods(_ => true)).Where(entry => methods.Contains(entry.Method)).ToLookup(entry => entry.Method, entry => entry.Make);
        var mutator = new Mutator(Seed);
        output.WriteLine(await exchange.TakesAsync(Mutations * 30 / 100, () =>
        {
            var method = methods[mutator.Next(methods.Count)];
            var valid = method.Name == "Submit" ? HostileRequests.Submission() : requests[method].Select(make => make(MatrixWorld.Nothing)).FirstOrDefault(request => request is not null);
            var bytes = mutator.Mutate((valid ?? method.InputType.Parser.ParseFrom(ByteString.Empty)).ToByteArray());
            var identity = Identities[mutator.Next(Identities.Length)];
            return async () => Unexpected(await CodeAsync(exchange.Access.Call("intake", identity), method, bytes, null), () => $"from {method.Name} for {Convert.ToHexString(bytes)}");
        }));
    }

    [Fact]
    public async Task Altered_frames_and_headers_of_calls_get_an_expected_answer()
    {
        var methods = Methods(method => !method.IsServerStreaming && !Excluded.Contains(method.Name)).Concat(Methods(method => method.Name == "SubmitMany")).ToList();
        var address = new Uri(exchange.Access.AddressOf("intake"));
        var token = await TokenAsync("agency-uk-nca");
        var mutator = new Mutator(Seed + 1);
        output.WriteLine(await exchange.TakesAsync(Mutations * 25 / 100, () =>
        {
            var method = methods[mutator.Next(methods.Count)];
            var headers = RawCall.HeaderBlock(HostileRequests.Headers($"/{method.Service.FullName}/{method.Name}", token));
            var body = RawCall.Message(HostileRequests.Submission().ToByteArray());
            var part = mutator.Next(3);
            var call = part switch
            {
                0 => RawCall.Of(mutator.Mutate(headers), body),
                1 => RawCall.Of(headers, mutator.Mutate(body)),
                _ => mutator.Mutate(RawCall.Of(headers, body)),
            };
            return async () => await RawCall.SendAsync(address, [.. RawCall.Preface, .. call], ends: part != 2) is { } status
                ? Unexpected((StatusCode)status, () => $"from {method.Name} for {Convert.ToHexString(call)}")
                : null;
        }));
    }

    [Fact]
    public async Task Altered_JSON_and_its_headers_get_an_expected_answer()
    {
        using var http = new HttpClient { BaseAddress = new Uri(exchange.Access.WebAddress) };
        var token = await TokenAsync("agency-uk-nca");
        var body = Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(HostileRequests.Submission().Referral));
        var mutator = new Mutator(Seed + 2);
        output.WriteLine(await exchange.TakesAsync(Mutations * 20 / 100, () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/v1/referrals") { Content = new ByteArrayContent(mutator.Mutate(body)) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.TryAddWithoutValidation("Authorization", mutator.Next(4) == 0 ? $"Bearer {mutator.Text(token)}" : $"Bearer {token}");
            request.Headers.TryAddWithoutValidation("Idempotency-Key", mutator.Text("key-1"));
            return async () =>
            {
                using (request)
                using (var response = await http.SendAsync(request))
                    return response.StatusCode >= HttpStatusCode.InternalServerError ? $"{(int)response.StatusCode} for {request.Content!.Headers.ContentLength} bytes" : null;
            };
        }));
    }

    [Fact]
    public async Task Altered_requests_of_HTTP_get_an_expected_answer()
    {
        var address = new Uri(exchange.Access.WebAddress);
        var pages = HostileRequests.Pages(await TokenAsync("agency-uk-nca"));
        var mutator = new Mutator(Seed + 3);
        output.WriteLine(await exchange.TakesAsync(Mutations * 5 / 100, () =>
        {
            var request = mutator.Mutate(pages[mutator.Next(pages.Count)]);

            // Another version of HTTP, or another method, is answered with 501 or 505.
            return async () => await HostileRequests.SendAsync(address, request) is >= 500 and not (501 or 505) and var status ? $"{status} for {Convert.ToHexString(request)}" : null;
        }));
    }

    [Fact]
    public async Task Altered_tokens_admit_nobody()
    {
        var token = await TokenAsync("operator");
        var mutator = new Mutator(Seed + 4);
        var clock = Methods(method => method.Name == "GetClock").Single();
        output.WriteLine(await exchange.TakesAsync(Mutations * 10 / 100, () =>
        {
            var altered = mutator.Text(token);
            return async () =>
            {
                var code = await CodeAsync(exchange.Access.Anonymous("intake"), clock, [], altered);
                return code == StatusCode.Unauthenticated || altered == token ? null : $"{code} for an altered token";
            };
        }));
    }

    private static List<MethodDescriptor> Methods(Func<MethodDescriptor, bool> take) => [.. AccessTable.ExchangeServices.SelectMany(service => service.Methods).Where(take)];

    private static string? Unexpected(StatusCode code, Func<string> what) =>
        code is StatusCode.Internal or StatusCode.Unknown or StatusCode.DataLoss or StatusCode.Unavailable ? $"{code} {what()}" : null;

    private static async Task<StatusCode> CodeAsync(CallInvoker invoker, MethodDescriptor method, byte[] bytes, string? token)
    {
        var call = new Method<byte[], byte[]>(MethodType.Unary, method.Service.FullName, method.Name, Bytes, Bytes);
        var headers = new Metadata();
        if (token is not null)
            headers.Add("authorization", $"Bearer {token}");
        try
        {
            await invoker.AsyncUnaryCall(call, null, new CallOptions(headers), bytes);
            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode;
        }
    }

    private async Task<string> TokenAsync(string file) => (await File.ReadAllTextAsync(Path.Combine(exchange.DataDirectory, "credentials", $"{file}.token"))).Trim();
}
