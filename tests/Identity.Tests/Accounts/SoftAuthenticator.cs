using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Referrals.Identity.Tests.Accounts;

/// <summary>An authenticator with one passkey and the browser around it, which a test makes do what neither would.</summary>
internal sealed class SoftAuthenticator : IDisposable
{
    private const byte Present = 0x01;
    private const byte Verified = 0x04;
    private const byte Attested = 0x40;
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(16);
    private string userHandle = "";

    /// <summary>The origin that the browser sees.</summary>
    public string Origin { get; set; } = "https://referrals.example";

    /// <summary>The domain that the passkey is for.</summary>
    public string Domain { get; set; } = "referrals.example";

    /// <summary>Signatures made.</summary>
    public uint Count { get; set; }

    /// <summary>Whether the holder's face, finger or PIN was seen.</summary>
    public bool IsHolderVerified { get; set; } = true;

    public string PasskeyId => Base64Url.EncodeToString(id);

    /// <summary>Answers <c>navigator.credentials.create</c>.</summary>
    public string Create(string optionsJson)
    {
        var options = JsonNode.Parse(optionsJson)!;
        userHandle = options["user"]!["id"]!.GetValue<string>();
        var point = key.ExportParameters(false).Q;
        byte[] publicKey = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        byte[] data = [.. Head(Attested), .. new byte[16], 0, (byte)id.Length, .. id, .. publicKey];
        byte[] attestation = [0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0, 0x68, .. "authData"u8, 0x58, (byte)data.Length, .. data];
        return Answer(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(ClientData("webauthn.create", options)),
            ["attestationObject"] = Base64Url.EncodeToString(attestation),
            ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary>Answers <c>navigator.credentials.get</c>.</summary>
    public string Get(string optionsJson)
    {
        Count++;
        var client = ClientData("webauthn.get", JsonNode.Parse(optionsJson)!);
        var data = Head(0);
        return Answer(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(client),
            ["authenticatorData"] = Base64Url.EncodeToString(data),
            ["signature"] = Base64Url.EncodeToString(key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
            ["userHandle"] = userHandle,
        });
    }

    public void Dispose() => key.Dispose();

    private byte[] Head(byte flags)
    {
        var head = new byte[37];
        SHA256.HashData(Encoding.UTF8.GetBytes(Domain), head);
        head[32] = (byte)(flags | Present | (IsHolderVerified ? Verified : 0));
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(33), Count);
        return head;
    }

    private byte[] ClientData(string type, JsonNode options) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge = options["challenge"]!.GetValue<string>(), origin = Origin, crossOrigin = false });

    private string Answer(JsonObject response) => new JsonObject
    {
        ["id"] = PasskeyId,
        ["rawId"] = PasskeyId,
        ["type"] = "public-key",
        ["response"] = response,
        ["clientExtensionResults"] = new JsonObject(),
    }.ToJsonString();
}
