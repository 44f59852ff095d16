namespace Referrals.Cli.Documents;

/// <summary>A document that cannot be sent as it is; nothing was.</summary>
public sealed class DocumentException(string message, IReadOnlyList<FieldProblem> problems) : Exception(message)
{
    public DocumentException(string message)
        : this(message, [])
    {
    }

    public IReadOnlyList<FieldProblem> Problems { get; } = problems;
}
