using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Signatures;
using Xunit;

namespace Referrals.TransparencyLog.Tests.Notes;

/// <summary>The examples of the C2SP specifications.</summary>
public sealed class SpecificationTests
{
    private const string Key = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private const string Note = "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    [Fact]
    public void The_note_of_signed_note_is_signed_by_its_key()
    {
        var note = SignedNote.TryParse(Note, out _)!;
        Assert.Equal("This is an example message.\n", note.Text);
        Assert.True(note.IsSignedBy(VerifierKey.Parse(Key)));
        Assert.Equal(Note, note.ToString());
        Assert.Equal(Key, VerifierKey.Parse(Key).ToString());
    }

    [Fact]
    public void No_bit_of_it_can_be_changed_without_being_noticed()
    {
        var key = VerifierKey.Parse(Key);
        var bytes = System.Text.Encoding.UTF8.GetBytes(Note);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var altered = bytes.ToArray();
            altered[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.NotEqual(true, SignedNote.TryParse(System.Text.Encoding.UTF8.GetString(altered), out _)?.IsSignedBy(key));
        }
    }

    [Theory]
    [InlineData("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2l")]
    [InlineData("example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a")]
    [InlineData("")]
    public void A_verifier_key_that_does_not_hold_together_is_none(string text) => Assert.Null(VerifierKey.TryParse(text, out _));

    [Fact]
    public void A_key_of_rfc_8032_signs_as_it_says()
    {
        using var key = new Ed25519PrivateKey(Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
        Assert.Equal("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", Convert.ToHexStringLower(key.PublicKey));
        Assert.Equal(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
            Convert.ToHexStringLower(key.Sign([])));
    }

    [Fact]
    public void A_cosignature_holds_for_its_text_and_its_time_alone()
    {
        using var signer = new Ed25519PrivateKey(Enumerable.Repeat((byte)7, Ed25519PrivateKey.SeedLength).ToArray());
        var key = VerifierKey.Of("witness.example/w1", SignatureType.Cosignature, signer.PublicKey);
        var text = new Checkpoint("example.com/behind-the-sofa", 20_852_163, Convert.FromBase64String("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")).Text;
        var at = DateTimeOffset.FromUnixTimeSeconds(1_679_315_147);
        var line = Cosignature.Sign(text, key, signer, at);

        Assert.Equal(at, Cosignature.TimeOf(line));
        Assert.True(new SignedNote(text, [line]).IsSignedBy(key));
        Assert.False(new SignedNote(text.Replace("163", "164", StringComparison.Ordinal), [line]).IsSignedBy(key));
        var later = line.Signature.ToArray();
        later[7]++;
        Assert.False(new SignedNote(text, [line with { Signature = later }]).IsSignedBy(key));
    }
}
