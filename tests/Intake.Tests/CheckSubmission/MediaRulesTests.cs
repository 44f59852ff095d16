using System.Security.Cryptography;
using System.Text;
using Referrals.Intake.CheckSubmission;
using Xunit;

namespace Referrals.Intake.Tests.CheckSubmission;

public sealed class MediaRulesTests
{
    [Theory]
    [InlineData("data:image/png;base64,iVBORw0KGgo=")]
    [InlineData("see DATA:Image/JPEG;BASE64,/9j/4AAQ here")]
    [InlineData("<img src=\"data:image/gif;base64,R0lGOD\">")]
    [InlineData("data:;base64,AAAA")]
    [InlineData("data:,hello")]
    [InlineData("data:text/plain;charset=UTF-8;page=21,the%20data")]
    [InlineData("data:image/svg+xml;utf8,<svg/>")]
    [InlineData("data%3Aimage%2Fpng%3Bbase64%2CiVBORw0KGgo")]
    public void A_data_URI_is_found(string text) => Assert.True(MediaRules.HoldsMedia(text));

    [Theory]
    [InlineData("[withheld]")]
    [InlineData("the data: names, places and dates")]
    [InlineData("metadata:image, database:files")]
    [InlineData("https://example.org/data?x=1,2")]
    public void Words_are_not_taken_for_a_data_URI(string text) => Assert.False(MediaRules.HoldsMedia(text));

    [Theory]
    [InlineData(1024, false)]
    [InlineData(1025, true)]
    public void A_run_of_base64_is_found_above_1024_characters(int length, bool found) =>
        Assert.Equal(found, MediaRules.HoldsMedia($"before {Encoded(length)} after"));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\n> ")]
    public void A_run_broken_into_lines_as_in_mail_is_found(string lineEnd)
    {
        var lines = Encoded(2000).Chunk(76).Select(line => new string(line));

        Assert.True(MediaRules.HoldsMedia(string.Join(lineEnd, lines)));
    }

    [Fact]
    public void A_list_of_file_hashes_line_by_line_is_no_media()
    {
        var hashes = Enumerable.Range(0, 100).Select(number => Convert.ToHexString(SHA256.HashData(BitConverter.GetBytes(number))));

        Assert.False(MediaRules.HoldsMedia(string.Join('\n', hashes)));
    }

    [Fact]
    public void Long_prose_is_no_media()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 2000; i++)
            text.Append("a word of some length, and another\n");

        Assert.False(MediaRules.HoldsMedia(text.ToString()));
    }

    [Fact]
    public void A_list_of_words_line_by_line_is_no_media() =>
        Assert.False(MediaRules.HoldsMedia(string.Join('\n', Enumerable.Range(0, 500).Select(number => $"example_account_{number}"))));

    [Theory]
    [InlineData("data:;a=")]
    [InlineData("data:;a=\"")]
    [InlineData("data:; ")]
    [InlineData("data:a/a")]
    [InlineData("data%3a%3ba=")]
    public void A_text_made_to_be_read_for_ever_is_answered(string part) =>
        Assert.Null(Record.Exception(() => MediaRules.HoldsMedia(string.Concat(Enumerable.Repeat(part, 100_000 / part.Length)))));

    private static string Encoded(int length) => Convert.ToBase64String(Enumerable.Range(0, length).Select(i => (byte)(i * 37)).ToArray())[..length];
}
