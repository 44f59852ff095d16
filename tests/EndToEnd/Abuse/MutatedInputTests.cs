using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Referrals.Common.V1;
using Referrals.EndToEnd.Access;
using Referrals.Intake.V1;
using Referrals.Platform.Access;

namespace Referrals.EndToEnd.Abuse;

/// <summary>
/// Inputs that were altered at random, on every public surface: nothing but an expected answer comes back, and the exchange goes
/// on. <c>REFERRALS_MUTATIONS=1000000</c> makes the run long.
/// </summary>
public sealed class MutatedInputTests(RunningExchange exchange) : IClassFixture<RunningExchange>
{
    private const int Seed = 20260602;
    private const int AtOnce = 32;
    private static readonly int Mutations = int.Parse(Environment.GetEnvironmentVariable("REFERRALS_MUTATIONS") ?? "3000", CultureInfo.InvariantCulture);
    private static readonly string[] Identities = ["agency/uk-nca", "officer/okoro", "team/nbi-ahtrad", "auditor/mercier", "operator", "service/matching"];

    // These answer for as long as they are asked to, or change who may call.
    private static readonly string[] Excluded = ["Suspend", "Rotate", "Revoke", "Grant", "RotateLogKey", "CheckLog", "AdvanceClock"];
    private static readonly Marshaller<byte[]> Bytes = new(bytes => bytes, bytes => bytes);

    [Fact]
    public async Task Altered_messages_of_every_rpc_get_an_expected_answer()
    {
        var methods = AccessTable.ExchangeServices.SelectMany(service => service.Methods)
            .Where(method => !method.IsServerStreaming && !method.IsClientStreaming && !Excluded.Contains(method.Name)).ToList();
        var requests = MatrixRequests.Of(AccessTable.ExchangeServices.SelectMany(service => service.Methods))
            .Where(entry => methods.Contains(entry.Method)).ToLookup(entry => entry.Method, entry => entry.Make);
        var mutator = new Mutator(Seed);
        var unexpected = await InParallelAsync(Mutations / 2, () =>
        {
            var method = methods[mutator.Next(methods.Count)];
            var valid = method.Name == "Submit" ? Submission() : requests[method].Select(make => make(MatrixWorld.Nothing)).FirstOrDefault(request => request is not null);
            var bytes = mutator.Mutate((valid ?? method.InputType.Parser.ParseFrom(ByteString.Empty)).ToByteArray());
            var identity = Identities[mutator.Next(Identities.Length)];
            return () => CallAsync(method, identity, bytes);
        });

        Assert.Empty(unexpected);
        Assert.NotEmpty(await new Users(exchange.Access).SubmitAsync());
    }

    [Fact]
    public async Task Altered_JSON_and_headers_get_an_expected_answer()
    {
        using var http = new HttpClient { BaseAddress = new Uri(exchange.Access.WebAddress) };
        var token = await File.ReadAllTextAsync(Path.Combine(exchange.DataDirectory, "credentials", "agency-uk-nca.token"));
        var body = Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(Submission().Referral));
        var mutator = new Mutator(Seed + 1);
        var unexpected = await InParallelAsync(Mutations / 3, () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/v1/referrals") { Content = new ByteArrayContent(mutator.Mutate(body)) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.TryAddWithoutValidation("Authorization", mutator.Next(4) == 0 ? $"Bearer {mutator.Text(token.Trim())}" : $"Bearer {token.Trim()}");
            request.Headers.TryAddWithoutValidation("Idempotency-Key", mutator.Text("key-1"));
            return () => PostAsync(http, request);
        });

        Assert.Empty(unexpected);
    }

    [Fact]
    public async Task Altered_tokens_admit_nobody()
    {
        var token = (await File.ReadAllTextAsync(Path.Combine(exchange.DataDirectory, "credentials", "operator.token"))).Trim();
        var mutator = new Mutator(Seed + 2);
        var clock = AccessTable.ExchangeServices.SelectMany(service => service.Methods).Single(method => method.Name == "GetClock");
        var admitted = await InParallelAsync(Mutations / 6, () =>
        {
            var altered = mutator.Text(token);
            return async () =>
            {
                var code = await CodeAsync(exchange.Access.Anonymous("intake"), clock, [], altered);
                return code == StatusCode.Unauthenticated || altered == token ? null : $"{code} for an altered token";
            };
        });

        Assert.Empty(admitted);
    }

    private static SubmitRequest Submission() => new()
    {
        RequestId = Users.Fresh(),
        Referral = new Referral
        {
            AgencyReference = Users.Fresh(),
            IncidentType = IncidentType.LiveStreamed,
            Countries = { "PH" },
            Handling = new Handling { Tlp = Tlp.Amber },
            Narrative = "[withheld]",
            Persons = { new Person { Role = PersonRole.Subject, Aliases = { "example_a" }, DateOfBirth = "1980-05-04" } },
            Identifiers = { new Identifier { Type = IdentifierType.Ip, Value = "203.0.113.7", Port = 51515 }, new Identifier { Type = IdentifierType.Phone, Value = "+63 900 000 0042" } },
        },
    };

    private async Task<string?> CallAsync(MethodDescriptor method, string identity, byte[] bytes)
    {
        var code = await CodeAsync(exchange.Access.Call("intake", identity), method, bytes, null);
        // What is no message at all ends in the server's own reader, before any rule of the exchange; it answers UNKNOWN.
        return code is StatusCode.DataLoss or StatusCode.Unavailable || (code is StatusCode.Internal or StatusCode.Unknown && Parses(method, bytes))
            ? $"{code} from {method.Name} for {Convert.ToHexString(bytes)}"
            : null;
    }

    private static bool Parses(MethodDescriptor method, byte[] bytes)
    {
        try
        {
            method.InputType.Parser.ParseFrom(bytes);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }

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

    private static async Task<string?> PostAsync(HttpClient http, HttpRequestMessage request)
    {
        using (request)
        using (var response = await http.SendAsync(request))
            return response.StatusCode >= HttpStatusCode.InternalServerError ? $"{(int)response.StatusCode} for {request.Content!.Headers.ContentLength} bytes" : null;
    }

    /// <summary>What is wrong with any of many inputs, made one after another and sent many at once.</summary>
    private static async Task<List<string>> InParallelAsync(int count, Func<Func<Task<string?>>> next)
    {
        var wrong = new List<string>();
        for (var done = 0; done < count && wrong.Count == 0; done += AtOnce)
        {
            var sent = Enumerable.Range(0, AtOnce).Select(_ => next()).ToList();
            wrong.AddRange((await Task.WhenAll(sent.Select(send => send()))).OfType<string>());
        }

        return wrong;
    }
}
