using System.Security.Cryptography;
using System.Text;
using Referrals.Platform.Sealing;
using Referrals.Testing;
using Referrals.Testing.Canaries;
using Xunit;

namespace Referrals.Platform.Tests.Sealing;

public sealed class SealingTests : IDisposable
{
    private readonly TempDirectory directory = new();

    private string KeyFilePath => directory.File("keys", "intake.seal");

    [Fact]
    public void A_box_opens_under_its_key_as_what_it_was_sealed_and_unchanged_and_not_otherwise()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var box = SealedBox.Seal(key, "content"u8, "ref-1"u8);

        Assert.Equal("content"u8.ToArray(), SealedBox.Open(key, box, "ref-1"u8));
        Assert.NotEqual(box, SealedBox.Seal(key, "content"u8, "ref-1"u8));
        Assert.ThrowsAny<CryptographicException>(() => SealedBox.Open(key, box, "ref-2"u8));
        Assert.ThrowsAny<CryptographicException>(() => SealedBox.Open(RandomNumberGenerator.GetBytes(32), box, "ref-1"u8));
        Assert.ThrowsAny<CryptographicException>(() => SealedBox.Open(key, box.AsSpan(0, 20), "ref-1"u8));
        for (var bit = 0; bit < box.Length * 8; bit++)
        {
            var changed = (byte[])box.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.ThrowsAny<CryptographicException>(() => SealedBox.Open(key, changed, "ref-1"u8));
        }
    }

    [Fact]
    public void What_is_wrapped_under_one_version_opens_until_that_version_is_destroyed()
    {
        var keys = new KeyFile(KeyFilePath, "intake", TimeProvider.System);
        var other = new KeyFile(KeyFilePath, "intake", TimeProvider.System);
        var secret = RandomNumberGenerator.GetBytes(32);
        var first = keys.Wrap("ref-1", secret);

        var second = keys.Add();

        Assert.Equal([1, 2], other.Versions.Select(version => version.Number));
        Assert.Equal(2, other.Wrap("ref-1", secret).Version);
        Assert.Equal(secret, other.Unwrap("ref-1", first));
        Assert.ThrowsAny<CryptographicException>(() => other.Unwrap("ref-2", first));
        Assert.False(keys.Destroy(second.Number));
        Assert.True(keys.Destroy(1));
        Assert.False(keys.Destroy(1));
        Assert.ThrowsAny<CryptographicException>(() => other.Unwrap("ref-1", first));
        Assert.Equal(3, other.Add().Number);
    }

    [Fact]
    public void Only_its_owner_reads_the_file_and_a_file_that_is_lost_is_not_made_anew_under_a_running_process()
    {
        var keys = new KeyFile(KeyFilePath, "intake", TimeProvider.System);
        var wrapped = keys.Wrap("ref-1", new byte[32]);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFilePath));

        File.Delete(KeyFilePath);

        Assert.Throws<CryptographicException>(() => keys.Unwrap("ref-1", wrapped));
        Assert.Throws<CryptographicException>(() => keys.Wrap("ref-1", new byte[32]));
        Assert.False(File.Exists(KeyFilePath));
    }

    [Fact]
    public void A_planted_word_is_found_in_each_form_and_across_the_windows_of_a_large_file()
    {
        var word = CanaryWords.Word("x");
        var plain = Encoding.UTF8.GetBytes(word);
        var forms = new Dictionary<string, byte[]>
        {
            ["text"] = plain,
            ["utf-16"] = Encoding.Unicode.GetBytes(word),
            ["upper"] = Encoding.UTF8.GetBytes(word.ToUpperInvariant()),
            ["hex"] = Encoding.ASCII.GetBytes(Convert.ToHexString(plain)),
            ["base64-0"] = Encoding.ASCII.GetBytes(Convert.ToBase64String(plain)),
            ["base64-1"] = Encoding.ASCII.GetBytes(Convert.ToBase64String([7, .. plain])),
            ["base64-2"] = Encoding.ASCII.GetBytes(Convert.ToBase64String([7, 7, .. plain])),
            ["json"] = Encoding.ASCII.GetBytes("zyqca\\u00f1ary"),
            ["late"] = [.. new byte[(16 << 20) - 3], .. plain],
        };
        foreach (var (name, bytes) in forms)
            File.WriteAllBytes(directory.File(name), bytes);
        File.WriteAllBytes(directory.File("nothing"), Encoding.UTF8.GetBytes("zyq canary"));

        var found = CanarySearch.In(directory.Path).Select(line => Path.GetFileName(line[..line.IndexOf(": ", StringComparison.Ordinal)])).Distinct().Order();

        Assert.Equal(forms.Keys.Order(), found);
    }

    public void Dispose() => directory.Dispose();
}
