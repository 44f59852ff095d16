namespace Referrals.Testing;

/// <summary>The work tree that the tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    public static string File(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(directory.FullName, "Referrals.sln")))
            {
                return directory.FullName;
            }
        }

        throw new InvalidOperationException($"No Referrals.sln above {AppContext.BaseDirectory}.");
    }
}
