using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace Referrals.Platform.Storage;

/// <summary>
/// Applies the numbered scripts embedded beside a service (<c>Storage/postgres/0001_name.sql</c>) in order, each in a
/// transaction, once. A script that was applied and has changed since is refused: history is added to, not rewritten.
/// </summary>
public static partial class Migrations
{
    /// <summary>Brings one store to the newest version. Platform's own scripts come first.</summary>
    public static async Task ApplyAsync(DbConnection connection, string service, Assembly serviceAssembly, CancellationToken cancellationToken)
    {
        if (connection is not NpgsqlConnection)
        {
            await ApplyAsync(connection, "sqlite", service, serviceAssembly, cancellationToken);
            return;
        }

        // Two processes of one service may start at once; the second waits here and finds the work done.
        await RunAsync(connection, null, "select pg_advisory_lock(7250911, hashtext(@p0))", [service], cancellationToken);
        try
        {
            await RunAsync(connection, null, $"create schema if not exists {service}", [], cancellationToken);
            await ApplyAsync(connection, "postgres", service, serviceAssembly, cancellationToken);
        }
        finally
        {
            await RunAsync(connection, null, "select pg_advisory_unlock(7250911, hashtext(@p0))", [service], CancellationToken.None);
        }
    }

    private static async Task ApplyAsync(DbConnection connection, string dialect, string service, Assembly serviceAssembly, CancellationToken cancellationToken)
    {
        await RunAsync(
            connection,
            null,
            "create table if not exists schema_versions (module text not null, number integer not null, name text not null, sha256 text not null, primary key (module, number))",
            [],
            cancellationToken);
        await ApplyModuleAsync(connection, "platform", Scripts(typeof(Migrations).Assembly, dialect), cancellationToken);
        await ApplyModuleAsync(connection, service, Scripts(serviceAssembly, dialect), cancellationToken);
    }

    private static async Task ApplyModuleAsync(DbConnection connection, string module, IReadOnlyList<Script> scripts, CancellationToken cancellationToken)
    {
        var applied = (await new Sql(connection, null).QueryAsync(
            "select number, sha256 from schema_versions where module = @p0", [module], row => (Number: row.Number(0), Hash: row.Text(1)), cancellationToken))
            .ToDictionary(row => row.Number, row => row.Hash);
        foreach (var script in scripts)
        {
            if (applied.TryGetValue(script.Number, out var hash))
            {
                if (hash != script.Sha256)
                    throw new InvalidOperationException($"script {module}/{script.Name} differs from the one that this store was made with");
                continue;
            }

            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await RunAsync(connection, transaction, script.Text, [], cancellationToken);
            await RunAsync(
                connection,
                transaction,
                "insert into schema_versions (module, number, name, sha256) values (@p0, @p1, @p2, @p3)",
                [module, script.Number, script.Name, script.Sha256],
                cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private static Task<int> RunAsync(DbConnection connection, DbTransaction? transaction, string text, object?[] arguments, CancellationToken cancellationToken) =>
        new Sql(connection, transaction).ExecuteAsync(text, arguments, cancellationToken);

    private static List<Script> Scripts(Assembly assembly, string dialect)
    {
        var scripts = new List<Script>();
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (ScriptName().Match(name) is not { Success: true } match || match.Groups["dialect"].Value != dialect)
                continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var text = reader.ReadToEnd().ReplaceLineEndings("\n");
            scripts.Add(new Script(
                int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture),
                match.Groups["file"].Value,
                text,
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))));
        }

        return [.. scripts.OrderBy(script => script.Number)];
    }

    [GeneratedRegex(@"\.Storage\.(?<dialect>postgres|sqlite)\.(?<file>(?<number>\d{4})_[a-z0-9_]+)\.sql$")]
    private static partial Regex ScriptName();

    private sealed record Script(int Number, string Name, string Text, string Sha256);
}
