using Microsoft.Data.Sqlite;
using Referrals.Platform.Storage;
using Xunit;

namespace Referrals.Platform.Tests.Storage;

public sealed class StoreErrorsTests
{
    [Fact]
    public void A_full_disk_is_waited_out()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Run(connection, "pragma max_page_count = 8; create table rows (value blob not null)");

        var full = Assert.Throws<SqliteException>(() => Run(connection, "insert into rows (value) values (zeroblob(1048576))"));

        Assert.True(StoreErrors.IsUnavailable(full));
        Assert.False(StoreErrors.IsConflict(full));
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(19, false)]
    [InlineData(11, false)]
    public void What_the_disk_could_not_do_is_waited_out_and_what_is_wrong_with_the_file_or_the_statement_is_not(int code, bool waits) =>
        Assert.Equal(waits, StoreErrors.IsUnavailable(new SqliteException("[withheld]", code)));

    private static void Run(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
