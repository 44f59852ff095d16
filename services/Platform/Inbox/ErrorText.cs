using System.Diagnostics;
using Npgsql;

namespace Referrals.Platform.Inbox;

/// <summary>
/// What an operator is told of a failure: the kind of exception and where it arose. Not its message, which may
/// repeat what was being handled.
/// </summary>
internal static class ErrorText
{
    public static string Of(Exception exception)
    {
        var root = exception.GetBaseException();
        var kind = root is PostgresException postgres ? $"{nameof(PostgresException)} {postgres.SqlState}" : root.GetType().Name;
        var frame = new StackTrace(root).GetFrames()
            .Select(frame => frame.GetMethod()?.DeclaringType?.FullName)
            .FirstOrDefault(name => name?.StartsWith("Referrals.", StringComparison.Ordinal) == true);
        return frame is null ? kind : $"{kind} in {frame}";
    }
}
