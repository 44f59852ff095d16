using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Referrals.Platform.Outbox;

namespace Referrals.Platform.Storage;

/// <summary>
/// Rows of one service. Tables and columns are snake_case, enums are stored by name, places in a stream as they are written, times in UTC with microseconds
/// (on SQLite as an integer of microseconds since 1970, since it has no type for them and must still compare and sort).
/// </summary>
public abstract class ServiceDbContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>Declares the entities of the service.</summary>
    protected abstract void Map(ModelBuilder model);

    protected sealed override void OnModelCreating(ModelBuilder modelBuilder)
    {
        Map(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            if (entity.GetTableName() is { } table)
                entity.SetTableName(SnakeCase(table));
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
                var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
                if (type.IsEnum && property.GetValueConverter() is null)
                    property.SetProviderClrType(typeof(string));
            }
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<EventPosition>().HaveConversion<PositionConverter>();
        if (Database.IsSqlite())
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MicrosecondsConverter>();
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_' && !char.IsUpper(name[i - 1]))
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    private sealed class PositionConverter() : ValueConverter<EventPosition, string>(position => position.ToString(), text => EventPosition.Parse(text)!);

    private sealed class MicrosecondsConverter() : ValueConverter<DateTimeOffset, long>(
        time => Microseconds.From(time), value => Microseconds.ToTime(value));
}
