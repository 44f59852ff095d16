namespace Referrals.Platform.Commands;

/// <summary>Collects the fields of a request that break a rule, so that the sender hears of all at once.</summary>
public sealed class Violations
{
    private const int Most = 100;
    private readonly List<FieldError> fields = [];

    public bool Any => fields.Count > 0;

    public IReadOnlyList<FieldError> Fields => fields;

    /// <summary>Adds a violation unless the rule holds; at most 100 are kept.</summary>
    public bool Require(bool holds, string field, string description, string reason = "INVALID")
    {
        if (!holds && fields.Count < Most)
            fields.Add(new FieldError(field, description, reason));
        return holds;
    }

    /// <summary>A text's length in UTF-16 code units, and that it is there.</summary>
    public bool Text(string value, string field, int maximum, int minimum = 1)
    {
        if (value.Length < minimum)
            return Require(false, field, minimum == 1 ? "is required" : $"must have at least {minimum} characters", minimum == 1 ? "REQUIRED" : "TOO_SHORT");
        return Require(value.Length <= maximum, field, $"must have at most {maximum} characters", "TOO_LONG");
    }

    public Refusal ToRefusal() => Refusal.Invalid(fields);
}
