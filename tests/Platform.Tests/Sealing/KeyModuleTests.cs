using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Referrals.Platform.Credentials;
using Referrals.Platform.Sealing;
using Referrals.Testing;
using Xunit;

namespace Referrals.Platform.Tests.Sealing;

/// <summary>Key-encryption keys in a PKCS #11 module.</summary>
public sealed class KeyModuleTests : IDisposable
{
    private readonly string service = $"s-{Guid.NewGuid():N}";
    private readonly List<KeyEncryptions> opened = [];

    [Fact]
    public void What_is_wrapped_under_one_version_opens_until_that_version_is_destroyed()
    {
        var keys = Open();
        var secret = RandomNumberGenerator.GetBytes(32);
        var first = keys.Wrap("ref-1", secret);
        var other = Open();

        var second = keys.Add();

        Assert.Equal([1, 2], other.Versions.Select(version => version.Number));
        Assert.Equal((1, 2), (first.Version, other.Wrap("ref-1", secret).Version));
        Assert.Equal(secret, other.Unwrap("ref-1", first));
        Assert.False(keys.Destroy(second.Number));
        Assert.True(keys.Destroy(1));
        Assert.False(keys.Destroy(1));
        Assert.ThrowsAny<CryptographicException>(() => other.Unwrap("ref-1", first));
        Assert.Equal(3, other.Add().Number);
    }

    [Fact]
    public void A_key_opens_for_its_subject_and_service_unchanged_and_not_otherwise()
    {
        var keys = Open();
        var secret = RandomNumberGenerator.GetBytes(32);
        var wrapped = keys.Wrap("ref-1", secret);

        Assert.Equal(secret, keys.Unwrap("ref-1", wrapped));
        Assert.NotEqual(wrapped.Bytes, keys.Wrap("ref-1", secret).Bytes);
        Assert.ThrowsAny<CryptographicException>(() => keys.Unwrap("ref-2", wrapped));
        Assert.ThrowsAny<CryptographicException>(() => Open($"{service}-2").Unwrap("ref-1", wrapped));
        Assert.ThrowsAny<CryptographicException>(() => keys.Unwrap("ref-1", wrapped with { Version = 9 }));
        Assert.ThrowsAny<CryptographicException>(() => keys.Unwrap("ref-1", wrapped with { Bytes = wrapped.Bytes[..20] }));
        for (var i = 0; i < wrapped.Bytes.Length; i++)
        {
            var changed = (byte[])wrapped.Bytes.Clone();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => keys.Unwrap("ref-1", wrapped with { Bytes = changed }));
        }
    }

    [Fact]
    public void Many_threads_of_several_processes_that_begin_at_once_open_what_any_of_them_wrapped() =>
        Assert.All(Enumerable.Range(0, 20), beginning => WrapAtOnce($"{service}-{beginning}"));

    [Fact]
    public void A_pin_that_others_may_read_is_not_used()
    {
        var copy = $"{SoftHsm.PinFile}.copy";
        File.Copy(SoftHsm.PinFile, copy);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        Assert.Contains("chmod", Assert.Throws<KeyModuleException>(() => Open(service, pinFile: copy).Versions).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sealing:Token", "another", "no token")]
    [InlineData("Sealing:Module", "/nowhere.so", "no PKCS #11 library")]
    [InlineData("Sealing:PinFile", "/nowhere.pin", "not there")]
    public void What_cannot_be_used_says_why(string setting, string value, string why)
    {
        var settings = new Dictionary<string, string>(SoftHsm.Settings) { [setting] = value };

        Assert.Contains(why, Assert.Throws<KeyModuleException>(() => Open(service, settings).Versions).Message, StringComparison.Ordinal);
    }

    public void Dispose() => opened.ForEach(one => one.Dispose());

    private void WrapAtOnce(string beginning)
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        var keys = Enumerable.Range(0, 4).Select(_ => Open(beginning)).ToList();
        var wrapped = Enumerable.Range(0, 64).AsParallel().WithDegreeOfParallelism(8).Select(i => (Subject: $"ref-{i}", Key: keys[i % 4].Wrap($"ref-{i}", secret))).ToList();

        Assert.All(wrapped, one => Assert.All(keys, any => Assert.Equal(secret, any.Unwrap(one.Subject, one.Key))));
    }

    private IKeyEncryption Open() => Open(service);

    private IKeyEncryption Open(string name, string? pinFile = null) =>
        Open(name, pinFile is null ? SoftHsm.Settings : new Dictionary<string, string>(SoftHsm.Settings) { ["Sealing:PinFile"] = pinFile });

    private IKeyEncryption Open(string name, IReadOnlyDictionary<string, string> settings)
    {
        var options = new SealingOptions
        {
            Provider = settings["Sealing:Provider"],
            Module = settings["Sealing:Module"],
            Token = settings["Sealing:Token"],
            PinFile = settings["Sealing:PinFile"],
        };
        var encryptions = new KeyEncryptions(Options.Create(options), Options.Create(new CredentialOptions()), TimeProvider.System);
        opened.Add(encryptions);
        return encryptions.Of(name);
    }
}
