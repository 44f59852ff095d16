using Referrals.Common.V1;
using Referrals.Platform.Credentials;

namespace Referrals.Platform.Storage;

/// <summary>
/// For whom content is read, as the database is told it: its row-level security shows nothing to a statement that says nothing. A call
/// reads for its caller, whatever its statements ask for; what a service does of itself, or for another service, it reads as a service.
/// </summary>
public sealed class ContentReader
{
    private static readonly AsyncLocal<ContentReader?> Calling = new();
    private readonly Lock deciding = new();
    private string subjects = "";

    private ContentReader(string principal) => Principal = principal;

    /// <summary>Who reads in the database's words: <c>service</c>, or a principal's name.</summary>
    public string Principal { get; }

    /// <summary>The subjects that it was decided may be read, between commas.</summary>
    public string Subjects
    {
        get
        {
            lock (deciding)
                return subjects;
        }
    }

    /// <summary>What a service does of itself.</summary>
    public static ContentReader Service { get; } = new("service");

    /// <summary>Whoever calls; the service itself where nobody does.</summary>
    public static ContentReader Current => Calling.Value ?? Service;

    /// <summary>What follows is done for a caller.</summary>
    public static void Begin(Principal caller) => Calling.Value = caller.Role == Role.Service ? Service : new ContentReader(caller.Name);

    /// <summary>
    /// The policy allowed the caller to read what is about this subject (a referral, a country case). Of what is an agency's own the
    /// database decides by itself, and for an agency by nothing else.
    /// </summary>
    public static void Decide(string subject)
    {
        var reader = Current;
        if (reader == Service)
            return;
        lock (reader.deciding)
            reader.subjects = reader.subjects.Length == 0 ? subject : $"{reader.subjects},{subject}";
    }
}
