package io.miniredis.kit.audit;

import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Wires the audit into services that have a database; their own migration makes its tables. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration"
        })
@ConditionalOnClass({JdbcClient.class, PlatformTransactionManager.class})
@ConditionalOnBean(JdbcClient.class)
@EnableConfigurationProperties(AuditProperties.class)
@EnableScheduling
@Import(RefusalAdvice.class)
public class AuditConfiguration {

    @Bean
    Chain auditChain(JdbcClient jdbc) {
        return new Chain(jdbc);
    }

    @Bean
    Facts auditFacts(JsonMapper json) {
        return new Facts(json);
    }

    @Bean
    Audit audit(
            Chain chain,
            PlatformTransactionManager transactions,
            ObjectProvider<Unwritten> unwritten,
            Facts facts,
            Clock clock,
            @Value("${spring.application.name}") String service) {
        return new Audit(
                chain,
                new TransactionTemplate(transactions),
                unwritten.getIfAvailable(() -> () -> {}),
                facts,
                Actor.service(service),
                clock);
    }

    @Bean
    Refusals refusals(Audit audit, Facts facts, Clock clock) {
        return new Refusals(audit, facts, clock);
    }

    @Bean
    AuditLog auditLog(JdbcClient jdbc, JsonMapper json) {
        return new AuditLog(jdbc, new Shown(json));
    }

    @Bean
    Integrity auditIntegrity(
            JdbcClient jdbc,
            Chain chain,
            PlatformTransactionManager transactions,
            JsonMapper json,
            @Value("${spring.application.name}") String service) {
        return new Integrity(jdbc, chain, transactions, json, service);
    }

    @Bean
    Retention auditRetention(
            JdbcClient jdbc,
            Chain chain,
            Audit audit,
            PlatformTransactionManager transactions,
            AuditProperties properties,
            Clock clock) {
        return new Retention(jdbc, chain, audit, new TransactionTemplate(transactions), properties.keep(), clock);
    }

    /** For services whose changes go through Hibernate. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({EntityManagerFactory.class, EntityManagerFactoryUtils.class})
    static class WithHibernate {

        @Bean
        @ConditionalOnBean(EntityManagerFactory.class)
        @ConditionalOnMissingBean
        Unwritten unwritten(EntityManagerFactory entities) {
            return () -> {
                var manager = EntityManagerFactoryUtils.getTransactionalEntityManager(entities);
                if (manager != null) manager.flush();
            };
        }
    }
}
