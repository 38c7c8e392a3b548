using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace T2L.Registry.Data.Configurations;

internal sealed class WebhookConfiguration : IEntityTypeConfiguration<Webhook>
{
    public void Configure(EntityTypeBuilder<Webhook> builder)
    {
        builder.ToTable("webhooks");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(x => x.Url).HasColumnName("url").HasColumnType("text").HasMaxLength(Limits.WebhookUrl);
        builder.Property(x => x.Actions).HasColumnName("actions").HasColumnType("text[]");
        builder.Property(x => x.Secret).HasColumnName("secret").HasColumnType("bytea");
        builder.Property(x => x.CreatedAt).HasColumnName("created_at");
        builder.Property(x => x.CreatedBy).HasColumnName("created_by").HasColumnType("text").HasMaxLength(Limits.Actor);
    }
}

internal sealed class WebhookDeliveryConfiguration : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(x => x.WebhookId).HasColumnName("webhook_id");
        builder.Property(x => x.EventId).HasColumnName("event_id");
        builder.Property(x => x.Attempts).HasColumnName("attempts").HasDefaultValue(0);
        builder.Property(x => x.DueAt).HasColumnName("due_at");
        builder.Property(x => x.DeliveredAt).HasColumnName("delivered_at");
        builder.Property(x => x.Status).HasColumnName("status");
        builder.Property(x => x.Error).HasColumnName("error").HasColumnType("text").HasMaxLength(Limits.WebhookError);
        builder.HasIndex(x => new { x.WebhookId, x.EventId }).IsUnique().HasDatabaseName("webhook_deliveries_of_an_event");
        builder.HasIndex(x => x.DueAt).HasFilter("due_at is not null").HasDatabaseName("webhook_deliveries_due");
        builder.HasIndex(x => x.EventId).HasDatabaseName("webhook_deliveries_by_event");
        builder.HasOne(x => x.Webhook).WithMany().HasForeignKey(x => x.WebhookId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(x => x.Event).WithMany().HasForeignKey(x => x.EventId).OnDelete(DeleteBehavior.Restrict);
    }
}
