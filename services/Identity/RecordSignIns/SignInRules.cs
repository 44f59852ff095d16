using Referrals.Identity.Accounts;
using Referrals.Identity.Storage;
using Referrals.Identity.V1;
using Referrals.Platform.Commands;

namespace Referrals.Identity.RecordSignIns;

/// <summary>What becomes of a sign-in that the console found out by itself.</summary>
public static class SignInRules
{
    /// <summary>Why somebody who was proven is refused who is not of the exchange.</summary>
    public const string NotKnown = "not_known_here";

    /// <summary>Why somebody is refused who is suspended.</summary>
    public const string Suspended = "suspended";

    /// <summary>Why a link is refused of somebody who has set something else.</summary>
    public const string NotFirst = "not_first";

    /// <summary>Characters that are taken of whom an attempt names; those of the exchange are shorter.</summary>
    public const int LongestName = 256;

    private const int LongestRefusal = 32;

    /// <summary>Adds a violation for each field that is not as it must be.</summary>
    public static void Check(RecordSignInRequest request, Violations violations)
    {
        violations.Text(request.Principal, "principal", LongestName, minimum: 0);
        violations.Require(request.Way is SignInWay.Link or SignInWay.Provider, "way", "must be a way to sign in", "REQUIRED");
        violations.Require(
            request.Refusal.Length <= LongestRefusal && request.Refusal.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_'),
            "refusal",
            "must be a code of small letters, digits and underscores",
            "MALFORMED");
        violations.Require(request.Principal.Length > 0 || request.Refusal.Length > 0, "principal", "must be given for somebody who was proven", "REQUIRED");
    }

    /// <summary>Why it is refused; null for somebody who may come in.</summary>
    /// <param name="refusal">Why the console refused it; empty when it did not.</param>
    /// <param name="principal">Whom it names; null for nobody of the exchange.</param>
    public static string? Refuse(string refusal, PrincipalRow? principal) => refusal.Length > 0 && principal is not { Suspended: true } ? refusal : ReasonOf(principal);

    /// <summary>Why nobody of this name may sign in, however proven; null for somebody who may.</summary>
    public static string? ReasonOf(PrincipalRow? principal) => principal switch
    {
        null => NotKnown,
        { Suspended: true } => Suspended,
        _ => null,
    };

    /// <summary>What the log calls the way.</summary>
    public static string FactorOf(SignInWay way) => way == SignInWay.Link ? AccountEvents.Link : AccountEvents.Provider;
}
