using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Referrals.Testing;

/// <summary>An issuer outside the exchange, with a key and the file of its key set; it makes tokens as they should be and as they should not.</summary>
public sealed class OutsideIssuer : IDisposable
{
    public const string Name = "https://issuer.example.org";
    public const string Audience = "https://exchange.example.org";
    private const string KeyId = "key-1";
    private readonly RSA key = RSA.Create(2048);

    /// <summary>What it signs with.</summary>
    public RSA Key => key;

    /// <summary>The configuration of a process that believes it, with the key set written into a directory.</summary>
    public IReadOnlyDictionary<string, string> Write(string directory) => new Dictionary<string, string>
    {
        ["Issuer:Name"] = Name,
        ["Issuer:Audience"] = Audience,
        ["Issuer:Keys"] = WriteKeys(Path.Combine(directory, "issuer.json")),
    };

    /// <summary>Writes the key set, whole or not at all; its path.</summary>
    public string WriteKeys(string file, string keyId = KeyId)
    {
        var parameters = key.ExportParameters(false);
        var set = new
        {
            keys = new[]
            {
                new { kty = "RSA", use = "sig", kid = keyId, n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) },
            },
        };
        File.WriteAllText($"{file}.next", JsonSerializer.Serialize(set));
        File.Move($"{file}.next", file, overwrite: true);
        return file;
    }

    /// <summary>A token for an agency as it should be, before it is altered.</summary>
    public string Issue(string subject, Action<SecurityTokenDescriptor>? alter = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Name,
            Audience = Audience,
            TokenType = "at+jwt",
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(10),
            Claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = subject },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(key) { KeyId = KeyId }, SecurityAlgorithms.RsaSha256),
        };
        alter?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    /// <summary>What it would have said, in the name of no algorithm and with no signature.</summary>
    public string WithoutSignature(string subject)
    {
        var header = Base64UrlEncoder.Encode($$"""{"alg":"none","typ":"at+jwt","kid":"{{KeyId}}"}""");
        return $"{header}.{Issue(subject).Split('.')[1]}.";
    }

    /// <summary>The same, signed with the public key as if that were a secret.</summary>
    public string SignedWithPublicKey(string subject)
    {
        var signed = $"{Base64UrlEncoder.Encode($$"""{"alg":"HS256","typ":"at+jwt","kid":"{{KeyId}}"}""")}.{Issue(subject).Split('.')[1]}";
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.ExportSubjectPublicKeyInfoPem()), Encoding.UTF8.GetBytes(signed));
        return $"{signed}.{Base64UrlEncoder.Encode(mac)}";
    }

    public void Dispose() => key.Dispose();
}
