namespace Referrals.Console.SignIn;

/// <summary>What was filled in before its person's session ended, and sent too late, while its page is shown again.</summary>
internal static class LateContext
{
    private static readonly object Key = new();

    /// <summary>It as the browser keeps it; null where nothing is shown again.</summary>
    public static string? FindLateForm(this HttpContext context) => context.Items[Key] as string;

    public static void SetLateForm(this HttpContext context, string form) => context.Items[Key] = form;

    /// <summary>The path and the query.</summary>
    public static string Address(this HttpRequest request) => request.Path + request.QueryString;
}
