using System.Security.Cryptography;
using System.Text;

namespace Referrals.TransparencyLog.Tests.Bundles;

internal static class TestCommitments
{
    public const string Content = """{"narrative":"[withheld]"}""";
    public static readonly byte[] Salt = Encoding.ASCII.GetBytes("a salt of thirty-two bytes, all.");

    public static string Of(string field) => $"{{\"{field}\":\"{Convert.ToHexStringLower(HMACSHA256.HashData(Salt, "[withheld]"u8))}\"}}";
}
