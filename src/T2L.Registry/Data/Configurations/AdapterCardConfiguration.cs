using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace T2L.Registry.Data.Configurations;

internal sealed class AdapterCardConfiguration : IEntityTypeConfiguration<AdapterCard>
{
    public void Configure(EntityTypeBuilder<AdapterCard> builder)
    {
        builder.ToTable("adapter_cards");
        builder.HasKey(x => x.AdapterId);
        builder.Property(x => x.AdapterId).HasColumnName("adapter_id").ValueGeneratedNever();
        builder.Property(x => x.Text).HasColumnName("text").HasColumnType("text");
        builder.Property(x => x.ChangedBy).HasColumnName("changed_by");
        builder.HasIndex(x => x.ChangedBy).HasDatabaseName("adapter_cards_by_change");
        builder.HasOne(x => x.Adapter).WithOne().HasForeignKey<AdapterCard>(x => x.AdapterId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(x => x.Change).WithMany().HasForeignKey(x => x.ChangedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
