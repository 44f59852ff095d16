using Referrals.Matching.NormaliseDates;
using Referrals.Matching.NormaliseNames;

namespace Referrals.Matching.Tests;

/// <summary>Names and dates as they are written in different places.</summary>
public sealed class WrittenFormTests
{
    [Theory]
    [InlineData("Juan de la Cruz", "juan / cruz")]
    [InlineData("Juan dela Cruz", "juan / cruz")]
    [InlineData("Dela Cruz, Juan", "juan / cruz")]
    [InlineData("DE LA CRUZ, Juan Carlos", "juan carlos / cruz")]
    [InlineData("Anna van der Berg", "anna / berg")]
    [InlineData("Omar bin Khalid", "omar / khalid")]
    [InlineData("Maria dos Santos", "maria / santos")]
    [InlineData("von", " / von")]
    [InlineData("Dr. Ana Example, Jr.", "ana / example")]
    [InlineData("Mrs Ana Example", "ana / example")]
    [InlineData("Se\u00f1or Jos\u00e9 Ejemplo", "jose / ejemplo")]
    [InlineData("\u0410\u043d\u043d\u0430 \u041f\u0440\u0438\u043c\u0435\u0440", "anna / primer")]
    [InlineData("\u5218\u6770", "jie / liu")]
    [InlineData("Patrick O'Example", "patrick / oexample")]
    [InlineData("Mr Unknown", " / ")]
    [InlineData("n/a", " / ")]
    public void A_name_is_its_words_without_titles_and_particles(string written, string expected) => Assert.Equal(expected, NameNormaliser.OfFull(written).ToString());

    [Theory]
    [InlineData("margaret", "peggy", true)]
    [InlineData("peggy", "margaret", true)]
    [InlineData("bob", "robert", true)]
    [InlineData("bobby", "rob", true)]
    [InlineData("robert", "robert", false)]
    [InlineData("margaret", "robert", false)]
    [InlineData("bob", "bobby example", false)]
    public void A_nickname_stands_for_the_name_and_for_its_other_nicknames(string one, string other, bool are) => Assert.Equal(are, Nicknames.Are(one, other));

    [Theory]
    [InlineData("1980-05-04", "1980-5-4")]
    [InlineData("1980/05/04", "1980-5-4")]
    [InlineData("19800504", "1980-5-4")]
    [InlineData("1980-05-04T00:00:00Z", "1980-5-4")]
    [InlineData("4 May 1980", "1980-5-4")]
    [InlineData("May 4, 1980", "1980-5-4")]
    [InlineData("4th of May 1980", "1980-5-4")]
    [InlineData("4 mayo 1980", "1980-5-4")]
    [InlineData("4. Mai 1980", "1980-5-4")]
    [InlineData("05/04/1980", "1980-5-4 1980-4-5")]
    [InlineData("25/12/1980", "1980-12-25")]
    [InlineData("12/25/1980", "1980-12-25")]
    [InlineData("25.12.80", "1980-12-25")]
    [InlineData("01.02.15", "2015-1-2 2015-2-1")]
    [InlineData("May 1980", "1980-5-0")]
    [InlineData("1980", "1980-0-0")]
    [InlineData("1980-02-31", "1980-2-0")]
    [InlineData("31 February 1980", "1980-2-0")]
    [InlineData("\u0661\u0669\u0668\u0660-05-04", "1980-5-4")]
    [InlineData("about forty", "")]
    [InlineData("unknown", "")]
    [InlineData("", "")]
    public void A_date_is_read_in_its_written_forms_and_in_both_ways_where_two_are_possible(string written, string expected) =>
        Assert.Equal(expected, string.Join(' ', DateReader.Read(written).Select(date => $"{date.Year}-{date.Month}-{date.Day}")));
}
