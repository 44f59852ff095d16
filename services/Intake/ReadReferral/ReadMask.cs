using Google.Protobuf.WellKnownTypes;
using Referrals.Platform.Commands;

namespace Referrals.Intake.ReadReferral;

/// <summary>Which parts of a referral are read.</summary>
public sealed record ReadMask(bool Facts, bool Status, bool Content, bool Supplements, bool InformationRequests, bool Consents, bool Salts)
{
    private static readonly ReadMask Default = new(true, true, false, false, false, true, false);

    /// <summary>Whether it names anything that is content: texts and what they were answered with.</summary>
    public bool IsContent => Content || Supplements || InformationRequests || Salts;

    /// <summary>The parts that are content, as records name them.</summary>
    public string ContentParts => string.Join(',', new[] { Content ? "content" : null, Supplements ? "supplements" : null, InformationRequests ? "information_requests" : null, Salts ? "salts" : null }.OfType<string>());

    public static Result<ReadMask> Of(FieldMask? mask)
    {
        if (mask is null || mask.Paths.Count == 0)
            return Default;
        var violations = new Violations();
        var parts = new ReadMask(false, false, false, false, false, false, false);
        foreach (var path in mask.Paths)
        {
            switch (path)
            {
                case "facts": parts = parts with { Facts = true }; break;
                case "status": parts = parts with { Status = true }; break;
                case "content": parts = parts with { Content = true }; break;
                case "supplements": parts = parts with { Supplements = true }; break;
                case "information_requests": parts = parts with { InformationRequests = true }; break;
                case "consents": parts = parts with { Consents = true }; break;
                case "salts": parts = parts with { Salts = true }; break;
                default: violations.Require(false, "readMask", "must name parts of a submitted referral only", "UNKNOWN_FIELD"); break;
            }
        }

        return violations.Any ? violations.ToRefusal() : parts;
    }
}
