using System.Text;
using Referrals.Cli.Documents;
using Referrals.Cli.Sending;
using Xunit;

namespace Referrals.Cli.Tests.Sending;

public sealed class SubmittedDocumentsTests
{
    [Theory]
    [InlineData("""{"a":1}""", 1)]
    [InlineData("""[{"a":1},{"b":[2]}]""", 2)]
    [InlineData("{\"a\":1}\n{\"b\":2}\n{\"c\":3}\n", 3)]
    [InlineData("\uFEFF  {\"a\":1}", 1)]
    public void A_file_is_one_referral_or_a_list_or_lines(string text, int count) => Assert.Equal(count, Split(text).Count);

    [Fact]
    public void Each_is_kept_as_it_is_written() => Assert.Equal(["""{"a": "é", "a":1}""", "{}"], Split("""[{"a": "é", "a":1},{}]"""));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    public void An_empty_file_is_refused(string text) => Assert.Throws<DocumentException>(() => Split(text));

    [Fact]
    public void What_is_not_json_is_refused_with_its_place_and_without_a_word_of_it()
    {
        var refused = Assert.Throws<DocumentException>(() => Split("{\"a\":1}\n{\"narrative\": secret}"));
        Assert.Contains("line 2", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Split(string text) => SubmittedDocuments.Split(Encoding.UTF8.GetBytes(text));
}
