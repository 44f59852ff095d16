using Referrals.Console.Calls;
using Referrals.Console.Words;

namespace Referrals.Console.Serving;

/// <summary>Which field of a form a field of a request was filled from.</summary>
/// <param name="Path">The request's field, or the beginning of its path.</param>
/// <param name="Id">Id of the form's field.</param>
/// <param name="Label">Its label.</param>
internal sealed record FormField(string Path, string Id, string Label);

/// <summary>What a service says of a request's fields, said of the form's, so that a person is led to them.</summary>
internal static class FormFields
{
    private const string Missing = "REQUIRED";

    /// <summary>An error for each field; one for the whole where none is named, or one that is not in the form.</summary>
    public static IEnumerable<FormError> Errors(Trouble trouble, IReadOnlyCollection<FormField> fields, Texts texts, string me = "")
    {
        var named = trouble.Fields.Select(error => (Error: error, Field: fields.FirstOrDefault(field => error.Field.StartsWith(field.Path, StringComparison.Ordinal)))).ToList();
        if (named.Count == 0 || named.Exists(found => found.Field is null))
            yield return new FormError("", TroubleWords.Of(trouble, texts, me));
        foreach (var (error, field) in named.Where(found => found.Field is not null).DistinctBy(found => found.Field!.Id))
            yield return new FormError(field!.Id, error.Reason == Missing ? texts["{0} is missing", field.Label] : texts["{0}: {1}", field.Label, error.Description]);
    }
}
