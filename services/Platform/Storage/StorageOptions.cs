using System.ComponentModel.DataAnnotations;

namespace Referrals.Platform.Storage;

/// <summary>Where a service keeps its rows; configuration section <c>Storage</c>.</summary>
public sealed class StorageOptions : IValidatableObject
{
    /// <summary><c>sqlite</c> (embedded, a file for each service) or <c>postgres</c> (a schema for each service).</summary>
    [Required, AllowedValues("sqlite", "postgres")]
    public string Provider { get; set; } = "sqlite";

    /// <summary>Folder of the SQLite files. Required with <c>sqlite</c>.</summary>
    public string? Directory { get; set; }

    /// <summary>Npgsql connection string, without a search path. Required with <c>postgres</c>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Connections of one service to PostgreSQL, 2 to 200.</summary>
    [Range(2, 200)]
    public int MaximumPoolSize { get; set; } = 16;

    /// <summary>
    /// How long a process may hold a transaction open on PostgreSQL without saying anything: one that hangs loses its locks
    /// and commits nothing, and others go on.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan IdleInTransaction { get; set; } = TimeSpan.FromSeconds(30);

    public bool IsPostgres => Provider == "postgres";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsPostgres && string.IsNullOrWhiteSpace(ConnectionString))
            yield return new ValidationResult("Storage:ConnectionString is required with Storage:Provider=postgres", [nameof(ConnectionString)]);
        if (!IsPostgres && string.IsNullOrWhiteSpace(Directory))
            yield return new ValidationResult("Storage:Directory is required with Storage:Provider=sqlite", [nameof(Directory)]);
    }
}
