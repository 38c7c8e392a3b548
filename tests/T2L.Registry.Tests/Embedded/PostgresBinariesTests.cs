using T2L.Registry.Embedded;
using T2L.Testing;

namespace T2L.Registry.Tests.Embedded;

public sealed class PostgresBinariesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_machine_without_postgresql_gets_the_line_that_installs_it()
    {
        var found = PostgresBinaries.All(null, _directory.File("none"), _directory.Path);

        var error = Assert.Throws<RegistryUnavailableException>(() => PostgresBinaries.Choose(_directory.File("data"), null, found));

        Assert.Equal(
            "PostgreSQL is not installed: no initdb in /usr/lib/postgresql/*/bin or on PATH. " +
            "Install it with 'apt-get install -y postgresql', or set ConnectionStrings:Registry to a server that runs.", error.Message);
    }

    [Fact]
    public void The_newest_is_taken_by_number_and_the_search_path_comes_last()
    {
        Install("9");
        Install("15");
        Install("100");
        var search = Install("elsewhere");

        var found = PostgresBinaries.All(null, _directory.File("debian"), search);

        Assert.Equal([100, 15, 9, 0], found.Select(x => x.Major));
        Assert.Equal(100, PostgresBinaries.Choose(_directory.File("data"), null, found).Major);
    }

    [Fact]
    public void A_database_is_opened_by_the_version_that_made_it()
    {
        Install("15");
        Install("17");
        var data = Directory.CreateDirectory(_directory.File("data")).FullName;
        File.WriteAllText(Path.Combine(data, "PG_VERSION"), "15\n");
        var found = PostgresBinaries.All(null, _directory.File("debian"), "");

        Assert.Equal(15, PostgresBinaries.Choose(data, null, found).Major);
        File.WriteAllText(Path.Combine(data, "PG_VERSION"), "16\n");
        var error = Assert.Throws<RegistryUnavailableException>(() => PostgresBinaries.Choose(data, null, found));
        Assert.Contains("was made by PostgreSQL 16; this machine has 17, 15.", error.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install -y postgresql-16", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_without_the_programs_is_named()
    {
        var error = await Assert.ThrowsAsync<RegistryUnavailableException>(() =>
            EmbeddedPostgres.StartAsync(_directory.File("home"), new EmbeddedPostgresOptions { BinDirectory = "/nowhere/bin" }));

        Assert.Contains("'/nowhere/bin'", error.Message, StringComparison.Ordinal);
    }

    private string Install(string version)
    {
        var bin = Directory.CreateDirectory(_directory.File($"debian/{version}/bin")).FullName;
        if (version == "elsewhere")
            bin = Directory.CreateDirectory(_directory.File("usr/bin")).FullName;
        File.WriteAllText(Path.Combine(bin, "initdb"), "");
        File.WriteAllText(Path.Combine(bin, "postgres"), "");
        return bin;
    }
}
