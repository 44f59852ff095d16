using Referrals.Common.V1;
using Referrals.Matching.FindPictures;
using Referrals.Matching.NormaliseIdentifiers;

namespace Referrals.Matching.CompareReferrals;

/// <summary>How identifiers of one type count.</summary>
/// <param name="Exact">The level of equal ones.</param>
/// <param name="Group">The correlated comparisons that they count with: a handle, the profile's address and the e-mail's name are one choice.</param>
/// <param name="Contradiction">The level of unequal ones; null where having two says nothing.</param>
/// <param name="IsStrong">Whether one, not hot, may carry a link.</param>
internal sealed record IdentifierRules(string Exact, string Group, string? Contradiction, bool IsStrong)
{
    private const int ShortestLocalPart = 6;
    private const int LongAddress = 20;
    private const int LettersPerSlip = 8;
    private const int MostPictures = 200;

    /// <summary>The level of equal numbers whose issuer or kind nobody states, which others give out as well; null where that makes no difference.</summary>
    public string? Unscoped { get; private init; }

    /// <summary>Whether unequal ones of the two sides could have been equal: of one service, of one kind.</summary>
    public Func<List<NormalisedIdentifier>, List<NormalisedIdentifier>, bool> Contradicts { get; private init; } = (_, _) => true;

    /// <summary>A weaker agreement, where the type has one.</summary>
    public Func<List<NormalisedIdentifier>, List<NormalisedIdentifier>, (string Level, string Value)?> Weaker { get; private init; } = (_, _) => null;

    public static IdentifierRules Of(IdentifierType type) => type switch
    {
        IdentifierType.Account => new("account.exact", "handle", "account.contradiction", true) { Contradicts = ShareKind },
        IdentifierType.ScreenName => new("screenname.exact", "handle", null, false),
        IdentifierType.DisplayName => new("displayname.exact", "handle", null, false),
        IdentifierType.ProfileUrl => new("profile.exact", "handle", null, false),
        IdentifierType.Email => new("email.exact", "handle", "email.contradiction", true) { Weaker = WeakerEmail },
        IdentifierType.Phone => new("phone.exact", "phone", "phone.contradiction", true) { Weaker = WeakerPhone },
        IdentifierType.DeviceId => new("device.exact", "device", null, true),
        IdentifierType.FileHash => new("file.exact", "file", null, false) { Weaker = WeakerFile },
        IdentifierType.Url => new("url.exact", "file", null, false),
        IdentifierType.PaymentHandle => new("payment.exact", "payment", null, true) { Unscoped = "payment.unscoped" },
        IdentifierType.GroupId => new("group.exact", "handle", null, false),
        IdentifierType.Document => new("document.exact", "document", "document.contradiction", true) { Contradicts = ShareKind, Unscoped = "document.unscoped" },
        _ => new("reference.exact", "reference", null, true) { Unscoped = "reference.unscoped" },
    };

    private static bool ShareKind(List<NormalisedIdentifier> left, List<NormalisedIdentifier> right) => left.Select(Kind).Intersect(right.Select(Kind)).Any(kind => kind.Length > 0);

    private static string Kind(NormalisedIdentifier identifier) => identifier.Canonical.Split(':')[0];

    private static (string, string)? WeakerPhone(List<NormalisedIdentifier> left, List<NormalisedIdentifier> right)
    {
        foreach (var one in left)
        {
            // Two numbers that are both known whole and differ are different, however they end.
            if (right.FirstOrDefault(other => (one.IsPartial || other.IsPartial) && EndAlike(one.Weaker!, other.Weaker!)) is not null)
                return ("phone.national", one.Weaker!);
        }

        return null;
    }

    private static (string, string)? WeakerFile(List<NormalisedIdentifier> left, List<NormalisedIdentifier> right)
    {
        List<PictureHash> others = [.. right.Select(FileHashForm.LooksOf).OfType<PictureHash>().Take(MostPictures)];
        var alike = left.Where(file => FileHashForm.LooksOf(file) is not null).Take(MostPictures)
            .FirstOrDefault(file => others.Exists(other => other.IsLike(FileHashForm.LooksOf(file)!.Value)));
        return alike is null ? null : ("file.alike", alike.Legible);
    }

    private static bool EndAlike(string one, string other) => one.EndsWith(other, StringComparison.Ordinal) || other.EndsWith(one, StringComparison.Ordinal);

    private static (string, string)? WeakerEmail(List<NormalisedIdentifier> left, List<NormalisedIdentifier> right)
    {
        (int Rank, string Level, string Value)? best = null;
        foreach (var one in left.Where(email => !EmailForm.IsRole(email)).Take(50))
        {
            foreach (var other in right.Where(email => !EmailForm.IsRole(email)).Take(50))
            {
                if (Level(one, other) is { } level && (best is null || level.Rank < best.Value.Rank))
                    best = (level.Rank, level.Name, one.Legible);
            }
        }

        return best is { } found ? (found.Level, found.Value) : null;
    }

    /// <summary>
    /// Whether two differ in a number alone, and by more than two neighbours in it that changed places: such addresses are given out in
    /// series, to different people.
    /// </summary>
    private static bool AreNumbered(string one, string other)
    {
        var (digits, otherDigits) = (Digits(one), Digits(other));
        return one.Where(letter => !char.IsAsciiDigit(letter)).SequenceEqual(other.Where(letter => !char.IsAsciiDigit(letter)))
            && digits.Length > 0 && otherDigits.Length > 0
            && !(digits.Order().SequenceEqual(otherDigits.Order()) && TextDistance.Of(digits, otherDigits, 1) <= 1);
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    private static (int Rank, string Name)? Level(NormalisedIdentifier one, NormalisedIdentifier other)
    {
        if (one.Weaker == other.Weaker)
            return (0, "email.provider");
        var slips = Math.Min(one.Canonical.Length, other.Canonical.Length) >= LongAddress ? 3 : 2;
        if (TextDistance.Of(one.Canonical, other.Canonical, slips) <= slips && !AreNumbered(one.Canonical, other.Canonical))
            return (1, "email.close");
        if (one.Legible == other.Legible && one.Legible.Length >= ShortestLocalPart)
            return (2, "email.local");
        if (TextDistance.IsScrambled(one.Canonical, other.Canonical, Math.Min(one.Canonical.Length, other.Canonical.Length) / LettersPerSlip) && !AreNumbered(one.Canonical, other.Canonical))
            return (3, "email.scrambled");
        return EmailForm.DomainOf(one) == EmailForm.DomainOf(other) && TextDistance.IsClose(one.Legible, other.Legible) && !AreNumbered(one.Legible, other.Legible) ? (4, "email.close-name") : null;
    }
}
