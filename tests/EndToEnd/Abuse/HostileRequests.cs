using System.Net.Sockets;
using System.Text;
using Google.Protobuf;
using Referrals.Intake.V1;
using Referrals.Testing.Canaries;

namespace Referrals.EndToEnd.Abuse;

/// <summary>Requests that are as they should be, to be altered; content is of planted words.</summary>
internal static class HostileRequests
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);

    public static SubmitRequest Submission() => new() { RequestId = Users.Fresh(), Referral = CanaryReferral.Of(Users.Fresh()) };

    /// <summary>The headers of a call of gRPC, of which some are seldom sent.</summary>
    public static IReadOnlyList<(string Name, string Value)> Headers(string method, string token) =>
    [
        (":method", "POST"),
        (":scheme", "http"),
        (":path", method),
        (":authority", "localhost"),
        ("content-type", "application/grpc"),
        ("te", "trailers"),
        ("grpc-timeout", "10S"),
        ("grpc-accept-encoding", "identity,gzip"),
        ("authorization", $"Bearer {token}"),
        ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        ("example-bin", "AAECAw"),
    ];

    /// <summary>Requests of HTTP/1.1, whole: JSON, the log's pages, the console's sign-in.</summary>
    public static IReadOnlyList<byte[]> Pages(string token)
    {
        var referral = JsonFormatter.Default.Format(CanaryReferral.Of("EX-2026-900001"));
        return
        [
            Page($"POST /v1/referrals HTTP/1.1\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: key-1\r\nContent-Type: application/json", referral),
            Page($"GET /v1/referrals?pageSize=20&states=IN_TRIAGE&agencyReference={CanaryWords.Word("query")} HTTP/1.1\r\nAuthorization: Bearer {token}", ""),
            Page($"GET /v1/referrals/{CanaryWords.Word("id")}/status HTTP/1.1\r\nAuthorization: Bearer {token}", ""),
            Page($"GET /log/tile/0/x001/067 HTTP/1.1\r\nAuthorization: Bearer {token}", ""),
            Page($"GET /sign-in?link={CanaryWords.Word("link")}&returnUrl=/queue HTTP/1.1\r\nCookie: referrals-session=0123456789abcdef", ""),
            Page("POST /sign-in HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded", $"link={CanaryWords.Word("form")}&returnUrl=%2F"),
            Page("GET /health/ready HTTP/1.1\r\nTransfer-Encoding: chunked", "5\r\nhello\r\n0\r\n\r\n"),
        ];
    }

    /// <summary>Sends bytes of HTTP/1.1 and reads all that comes: the last status, null when the connection was closed instead.</summary>
    public static async Task<int?> SendAsync(Uri address, byte[] request)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(address.Host, address.Port);
        client.LingerState = new LingerOption(true, 0);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(request);
            client.Client.Shutdown(SocketShutdown.Send);
            using var answer = new MemoryStream();
            await stream.CopyToAsync(answer).WaitAsync(LongestAnswer);
            var line = Encoding.Latin1.GetString(answer.GetBuffer(), 0, (int)Math.Min(answer.Length, 12));
            return line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(line[9..], System.Globalization.CultureInfo.InvariantCulture) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static byte[] Page(string head, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var length = head.Contains("chunked", StringComparison.Ordinal) ? "" : $"\r\nContent-Length: {bytes.Length}";
        return [.. Encoding.UTF8.GetBytes($"{head}\r\nHost: localhost\r\nConnection: close{length}\r\n\r\n"), .. bytes];
    }
}
